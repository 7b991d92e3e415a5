"""Writes a new provider's folder: all of its files or none."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ruamel.yaml import YAML

from homelab.contract import NAMED
from homelab.errors import HomelabError
from homelab.result import ExitCode
from homelab.roadmap import registry
from homelab.scaffold.about import BLANK, About, about

__all__ = ["BLANK", "NotWritten", "write_provider"]

TEMPLATES = Path(__file__).parent / "templates"
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class NotWritten(HomelabError):
    """There can't be such a provider, or it is there already; nothing was written."""

    exit_code = ExitCode.USAGE


def write_provider(
    task: str, name: str, *, is_container: bool, into: Path | None = None, module: str | None = None
) -> tuple[Path, ...]:
    """Write the folder of the provider TASK/NAME; the paths written.

    INTO is the folder that holds it, the task's own by default; MODULE is what it is imported as
    there. Raises NotWritten.
    """
    _refuse(task, name)
    said = about(task, name, module)
    folder = (into or registry.task(task).folder) / name
    if folder.exists():
        raise NotWritten(f"{folder} is there already; choose another name, or move it away")
    files = dict(_files(said, "container" if is_container else "host"))
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return tuple(folder / path for path in files)


def _refuse(task: str, name: str) -> None:
    tasks = registry.tasks()
    if task not in tasks:
        near = get_close_matches(task, list(tasks), 1)
        cure = f"did you mean {near[0]}?" if near else f"there are {', '.join(tasks)}"
        raise NotWritten(f"{task}: no such task in the roadmap; {cure}")
    if tasks[task].task.choose is NAMED:
        raise NotWritten(
            f"{task} are the user's own and need no provider; write them in group_data"
        )
    if not NAME.fullmatch(name):
        raise NotWritten(
            f"{name!r} can't name a provider; use lower-case letters, digits and '_', "
            "beginning with a letter"
        )


def _files(said: About, kind: str) -> Iterator[tuple[Path, str]]:
    for folder in (TEMPLATES / "shared", TEMPLATES / kind):
        environment = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=False,  # noqa: S701 - Python and YAML, not HTML; names are checked
            keep_trailing_newline=True,
            trim_blocks=True,
        )
        for template in sorted(folder.rglob("*.j2")):
            path = template.relative_to(folder)
            text = environment.get_template(str(path)).render(about=said, blank=BLANK)
            yield path.with_suffix(""), text
    for name, is_full in (("minimal", False), ("full", True)):
        yield Path("examples", f"{name}.yaml"), _yaml(said.example(is_full=is_full))


def _yaml(said: object) -> str:
    text = io.StringIO()
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(said, text)
    return text.getvalue()
