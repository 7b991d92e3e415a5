"""Write the services of a compose file as group data."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from homelab.cli import options

__all__ = ["adopt"]


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default="compose.yaml")
@click.option(
    "--into",
    metavar="PATH",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it to this new file of group_data.",
)
@options.as_json
def adopt(file: Path, into: Path | None, as_json: bool) -> None:
    """Read the compose file FILE and print its services as group data, ready to paste.

    What can't be taken over as it stands is said on standard error, with what to do. Values of
    secrets are never printed: a reference takes the place of each, with the command to store it.
    Variables come from .env beside the file and from the environment. No host is touched.
    """
    from homelab.workload import adopting

    tree = adopting.read(file)
    folder = file.absolute().parent.resolve()
    dotenv = _text(str(folder / ".env")) or ""
    values = {**adopting.variables_in(dotenv), **os.environ}
    found = adopting.adopt(tree, str(folder), values, _text, str(Path.home()))
    if into is not None:
        _write(into, found.as_python())
    if as_json:
        remarks = [remark.as_dict() for remark in found.remarks]
        said = {"services": found.services, "remarks": remarks}
        click.echo(json.dumps(said, indent=2, ensure_ascii=False))
        return
    if into is None:
        click.echo(found.as_python(), nl=False)
    for remark in found.remarks:
        click.echo(str(remark), err=True)
    commands = list(dict.fromkeys(r.command for r in found.remarks if r.command))
    if commands:
        click.echo("\n".join(["Store the secrets:", *(f"  {each}" for each in commands)]), err=True)
    where = f"wrote {into}" if into else "Paste it into group_data/GROUP.py"
    click.echo(f"{where}; then run `homelab check`.", err=True)


def _write(path: Path, text: str) -> None:
    from homelab.init.writing import WouldOverwrite

    try:
        with path.open("x") as file:
            file.write(text)
    except FileExistsError:
        cure = "name a new file, or paste without --into"
        raise WouldOverwrite(f"{path}: it is there already, and was left alone; {cure}") from None
    except OSError as error:
        cure = "name a file in the lab's group_data/"
        raise WouldOverwrite(f"{path}: can't be written: {error.strerror}; {cure}") from None


def _text(path: str) -> str | None:
    try:
        return Path(path).read_text()
    except (OSError, UnicodeDecodeError):
        return None
