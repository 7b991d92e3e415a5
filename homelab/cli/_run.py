"""What `plan` and `apply` share: options, terms, Ctrl-C, and how they end."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from homelab.cli import options
from homelab.result import ExitCode, Result, exit_code

if TYPE_CHECKING:
    from rich.console import Console

    from homelab.engine import Feed, Terms
    from homelab.model.lab import Lab

    Function = Callable[[Lab, Terms, Feed], list[Result]]

__all__ = ["Asked", "run", "run_options", "stopping"]


@dataclass(frozen=True)
class Asked:
    """What both commands' options say."""

    inventory: Path
    limit: tuple[str, ...]
    phase: int | None
    task: tuple[str, ...]
    as_json: bool
    parallel: int
    fail_percent: float | None
    timeout: float
    purge: bool
    revert_after: int = 60
    serial: int | None = None
    no_guard: str | None = None
    override: str | None = None


def run_options(function: Callable[[Asked], ExitCode]) -> Callable[..., ExitCode]:
    """The options of both commands, handed to FUNCTION as one."""

    def command(**values: Any) -> ExitCode:
        return function(Asked(**values))

    command.__name__, command.__doc__ = function.__name__, function.__doc__
    wrapped: Callable[..., ExitCode] = command
    for option in (
        click.option("--parallel", default=10, show_default=True, metavar="N",
                     type=click.IntRange(1), help="Hosts at a time."),
        click.option("--fail-percent", type=click.FloatRange(0, 100), metavar="PERCENT",
                     help="Stop when more than this share of the hosts failed."),
        click.option("--timeout", default=600.0, show_default=True, metavar="SECONDS",
                     type=click.FloatRange(min=0, min_open=True),
                     help="Limit of an operation that states none of its own."),
        click.option("--purge", is_flag=True,
                     help="Delete the data, too, of what is no longer wished."),
        options.as_json, options.task, options.phase, options.limit, options.inventory,
    ):  # fmt: skip
        wrapped = option(wrapped)
    return wrapped


def run(
    function: Function,
    asked: Asked,
    console: Console,
    before: Callable[[Lab], None] = lambda _lab: None,
) -> tuple[list[Result], ExitCode]:
    """Run the engine's FUNCTION with live progress on CONSOLE; JSON is printed here.

    BEFORE is called with the lab first, and may refuse.
    """
    from homelab.cli._live import Live
    from homelab.engine import Terms
    from homelab.model import load
    from homelab.model.scope import choose_hosts, choose_tasks
    from homelab.report.as_json import to_json

    lab = load(asked.inventory)
    terms = Terms(
        choose_hosts(lab, asked.limit),
        choose_tasks(asked.phase, asked.task),
        parallel=asked.parallel,
        fail_percent=asked.fail_percent,
        operation_timeout=asked.timeout,
        purge=asked.purge,
        guard_seconds=asked.revert_after,
        no_guard=asked.no_guard,
        serial=asked.serial,
    )
    before(lab)
    with stopping(terms), Live(console) as live:
        results = function(lab, terms, live)
    code = ExitCode.INTERRUPTED if terms.stop.is_set() else exit_code(results)
    if asked.as_json:
        click.echo(to_json(results, code))
    return results, code


@contextmanager
def stopping(terms: Terms) -> Iterator[None]:
    """Within, Ctrl-C lets the operations that run end and begins no other; a second one aborts."""

    def stop(number: int, frame: object) -> None:
        del number, frame
        if terms.stop.is_set():
            raise KeyboardInterrupt
        terms.stop.set()
        click.echo("Stopping after the operations that run now; Ctrl-C again aborts.", err=True)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
