"""A click group whose commands are the files of this folder, and what errors become."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from homelab.errors import HomelabError
from homelab.result import ExitCode

__all__ = ["CommandFolder"]

FOLDER = Path(__file__).parent


def is_command(path: Path) -> bool:
    """Whether a file of this folder is a command: it defines a function of its own name."""
    return re.search(rf"^def {path.stem}\(", path.read_text(), re.MULTILINE) is not None


def _name(path: Path) -> str:
    return path.stem.replace("_", "-")


def summary(path: Path) -> str:
    """The sentence of a command in the listing: the file's first line."""
    with path.open() as file:
        return file.readline().strip().strip('"')


class CommandFolder(click.Group):
    """The commands of homelab, each imported when it is called and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, sorted."""
        del ctx
        return sorted(_name(path) for path in FOLDER.glob("[!_]*.py") if is_command(path))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported; None for a name that is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        stem = cmd_name.replace("-", "_")
        command: click.Command = getattr(import_module(f"homelab.cli.{stem}"), stem)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the listing from the files' first lines, without importing them."""
        files = {name: FOLDER / f"{name.replace('-', '_')}.py" for name in self.list_commands(ctx)}
        rows = [(name, summary(file)) for name, file in files.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command; a known error is printed, an unknown one recorded."""
        try:
            return super().invoke(ctx)
        except HomelabError as error:
            click.echo(str(error), err=True)
            return error.exit_code
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if ctx.params["debug"] or _is_broken_pipe(error):
                raise
            from homelab.cli.crash import record_crash

            click.echo(record_crash(error), err=True)
            return ExitCode.FAILED

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Run as a program: what click would exit with becomes one of homelab's exit codes."""
        extra["standalone_mode"] = False
        extra["prog_name"] = extra.get("prog_name") or "homelab"
        try:
            code = super().main(*args, **extra)
        except click.UsageError as error:
            error.show()
            code = ExitCode.USAGE
        except click.ClickException as error:
            error.show()
            code = ExitCode.FAILED
        except click.Abort as abort:
            code = _end_of_input() if _lacks_input(abort) else _interruption()
        sys.exit(code if isinstance(code, int) else ExitCode.OK)


def _is_broken_pipe(error: Exception) -> bool:
    """Whether the reader of our output has gone (`homelab plan | head`); click knows what to do."""
    return isinstance(error, BrokenPipeError)


def _lacks_input(abort: click.Abort) -> bool:
    return isinstance(abort.__cause__ or abort.__context__, EOFError)


def _end_of_input() -> ExitCode:
    click.echo("No answer: the input has ended. Give the answers as options (--help).", err=True)
    return ExitCode.USAGE


def _interruption() -> ExitCode:
    click.echo("Interrupted.", err=True)
    return ExitCode.INTERRUPTED
