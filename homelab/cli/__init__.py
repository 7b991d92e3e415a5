"""The command line: one file a command, and no rules of its own.

A file here is a command when it defines a function of its own name; the first line of the
file is its sentence in `homelab --help`. Commands are imported only when called, so keep
heavy imports out of the top of every other file that all commands share.
A command returns an ExitCode (or nothing, for OK) and raises HomelabError or click's errors.
"""

from __future__ import annotations

import click

from homelab.cli.group import CommandFolder

__all__ = ["main"]


def _print_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from importlib.metadata import version

    click.echo(f"homelab {version('homelab')}")
    context.exit()


@click.command(cls=CommandFolder, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lab", is_flag=True, help="Work on the rehearsal lab's nodes instead of the real.")
@click.option("--debug", is_flag=True, envvar="HOMELAB_DEBUG", help="Show tracebacks.")
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Print homelab's version.",
)
def main(lab: bool, debug: bool) -> None:
    """Run the home lab roadmap: from bare nodes to a lab that is proved to work.

    Commands read inventory.py and group_data/ in the current folder; `-i` names another.
    Exit codes: 0 done, 1 failed, 2 changes pending, 3 drift, 64 usage or configuration,
    130 interrupted.
    """
    del lab, debug  # read from the root context: by options.py and by CommandFolder
