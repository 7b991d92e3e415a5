"""Options that several commands share, so that they read and complete alike everywhere.

Each is a decorator; the command's function takes the parameter of the same name:
`inventory: Path`, `limit: tuple[str, ...]`, `phase: int | None`, `task: tuple[str, ...]`
(each TASK or TASK/PROVIDER), `vm: tuple[str, ...]` and `as_json: bool`.
"""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from homelab.cli.complete import complete_limits, complete_tasks

__all__ = ["as_json", "inventory", "limit", "phase", "task", "vm"]

REHEARSAL = Path(".homelab", "lab", "inventory.py")


def _inventory(context: click.Context, option: click.Parameter, path: Path) -> Path:
    """The inventory's file: PATH, or inventory.py in the folder PATH, or its rehearsal's."""
    chosen = path / "inventory.py" if path.is_dir() else path
    if context.find_root().params.get("lab"):
        chosen = chosen.parent / REHEARSAL
    if context.resilient_parsing or chosen.is_file():
        return chosen
    if chosen.parts[-3:] == REHEARSAL.parts:
        cure = "no rehearsal lab is up; start it with `homelab lab up`"
    elif context.get_parameter_source("inventory") is ParameterSource.DEFAULT:
        cure = "go to your lab's folder, name it with -i, or make one with `homelab init DIR`"
    else:
        cure = "no such file"
    raise click.BadParameter(f"{chosen}: {cure}.", context, option)


def _split(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """The names in VALUES, which may be comma separated, each once."""
    names = (name.strip() for value in values for name in value.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


inventory = click.option(
    "-i",
    "--inventory",
    type=click.Path(path_type=Path),
    default="inventory.py",
    envvar="HOMELAB_INVENTORY",
    show_default=True,
    show_envvar=True,
    callback=_inventory,
    help="The lab's inventory, or the folder it is in.",
)

limit = click.option(
    "--limit",
    metavar="NAMES",
    multiple=True,
    callback=_split,
    shell_complete=complete_limits,
    help="Only these hosts or groups; comma separated, or given again.",
)

phase = click.option(
    "--phase",
    type=click.IntRange(1, 3),
    metavar="1|2|3",
    help="Only this phase of the roadmap.",
)

task = click.option(
    "--task",
    metavar="NAMES",
    multiple=True,
    callback=_split,
    shell_complete=complete_tasks,
    help="Only these tasks (remote_access) or providers of them (remote_access/openssh).",
)

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")

vm = click.option(
    "--vm",
    metavar="NAMES",
    multiple=True,
    callback=_split,
    shell_complete=complete_limits,
    help="Have virtual machines for these hosts or groups; comma separated, or given again.",
)
