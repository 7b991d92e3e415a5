"""What `plan` and `apply` share: options, terms, Ctrl-C, and how they end."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from homelab.cli import options

if TYPE_CHECKING:
    from homelab.engine.runs import Terms
    from homelab.model.lab import Lab

__all__ = ["run_options", "stopping", "terms_of"]


def run_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of both commands."""
    for option in (
        click.option("--parallel", default=10, show_default=True, metavar="N",
                     type=click.IntRange(1), help="Hosts at a time."),
        click.option("--fail-percent", type=click.FloatRange(0, 100), metavar="PERCENT",
                     help="Stop when more than this share of the hosts failed."),
        click.option("--timeout", default=600.0, show_default=True, metavar="SECONDS",
                     type=click.FloatRange(min=0, min_open=True),
                     help="Limit of an operation that states none of its own."),
        options.as_json, options.task, options.phase, options.limit, options.inventory,
    ):  # fmt: skip
        function = option(function)
    return function


def terms_of(
    inventory: Path,
    limit: tuple[str, ...],
    phase: int | None,
    task: tuple[str, ...],
    **more: Any,  # noqa: ANN401 - of Terms
) -> tuple[Lab, Terms]:
    """The lab and the terms that the options ask for."""
    from homelab.engine.runs import Terms
    from homelab.model import load
    from homelab.model.scope import choose_hosts, choose_tasks

    lab = load(inventory)
    return lab, Terms(choose_hosts(lab, limit), choose_tasks(phase, task), **more)


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
