"""The case as CMMN 1.1's exchange format, for other tools to open."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from homelab.result import ExitCode

__all__ = ["export", "import_"]


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write, like lab.cmmn; without it the document is printed.",
)  # fmt: skip
def export(out: Path | None) -> None:
    """Write the roadmap as a CMMN 1.1 document with its diagram, for modellers to open."""
    from homelab.cmmn.xml import written
    from homelab.gates import roadmap_case

    text = written(roadmap_case())
    if out is None:
        sys.stdout.write(text)
        return
    out.write_text(text, encoding="utf-8")
    click.echo(f"{out}: open it with a CMMN modeller", err=True)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_(file: Path) -> ExitCode:
    """Read a CMMN 1.1 document back, and say how it differs from the roadmap.

    Nothing is changed: the roadmap is homelab's code. Exit code 2 where they differ.
    """
    from homelab.cmmn.comparing import differences
    from homelab.cmmn.xml import Unreadable, read
    from homelab.gates import roadmap_case

    try:
        there = read(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise Unreadable(f"{file}: this is no text in UTF-8") from None
    except Unreadable as error:
        raise Unreadable(f"{file}: {error}") from None
    found = list(differences(roadmap_case(), there))
    for each in found:
        click.echo(each)
    click.echo(f"{len(found)} differences" if found else "the same case", err=True)
    return ExitCode.PENDING if found else ExitCode.OK
