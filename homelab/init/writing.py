"""Writes a new lab's files: all of them or none, and never over what is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import homelab
from homelab.errors import HomelabError
from homelab.init.answers import Answers
from homelab.result import ExitCode
from homelab.secrets.generating import generate
from homelab.secrets.store import SecretStore

__all__ = ["WouldOverwrite", "write_lab"]

PACKAGE = Path(homelab.__file__).parent
TEMPLATES = Path(__file__).parent / "templates"
COPIED = ("deploys", "checks")


class WouldOverwrite(HomelabError):
    """Files of a lab are there already; nothing was written."""

    exit_code = ExitCode.USAGE


def write_lab(folder: Path, answers: Answers) -> tuple[Path, ...]:
    """Write the lab into FOLDER, made if missing; the paths written, within FOLDER.

    Raises WouldOverwrite, with nothing written, when any of its files exists.
    """
    files = dict(_files(answers))
    store = SecretStore(folder)
    wanted = [*files, Path(store.path.name)]
    existing = [str(path) for path in wanted if (folder / path).exists()]
    if existing:
        raise WouldOverwrite(
            f"{folder}: nothing was written, as there already is {', '.join(existing)}; "
            "choose another folder, or move that away"
        )
    folder.mkdir(parents=True, exist_ok=True)
    store.create(_secrets(answers))
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        with (folder / path).open("x") as file:
            file.write(text)
    return tuple(wanted)


def _files(answers: Answers) -> Iterator[tuple[Path, str]]:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - Python files, not HTML; every value passes `quoted`
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["quoted"] = lambda value: json.dumps(value, ensure_ascii=False)
    yield Path(".gitignore"), (TEMPLATES / "gitignore").read_text()
    for template in sorted(TEMPLATES.rglob("*.j2")):
        path = template.relative_to(TEMPLATES)
        yield path.with_suffix(""), environment.get_template(str(path)).render(lab=answers)
    for name in COPIED:
        source = _example(name)
        for file in sorted(source.glob("*.py")):
            yield Path(name, file.name), file.read_text()


def _example(name: str) -> Path:
    """A folder of the example lab: inside an installed package, or beside it in a checkout."""
    shipped = PACKAGE / "init" / "example" / name
    return shipped if shipped.is_dir() else PACKAGE.parent / name


def _secrets(answers: Answers) -> dict[str, str]:
    """The values that the templates refer to."""
    values = {"admin/password": generate()}
    if answers.first_password:
        values["first_contact/password"] = answers.first_password
    return values
