"""Lets several threads use pyinfra at once, each with a State of its own.

pyinfra keeps the current host in a local of each thread, but the current state and inventory
in one place for the whole process (`pyinfra.context`, 3.10). Both follow from the host, so
here they are read from it. Where no host is current, pyinfra behaves as it came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pyinfra.api import Config
from pyinfra.api.host import Host
from pyinfra.api.state import State
from pyinfra.context import ContextManager, ctx_config, ctx_host, ctx_inventory, ctx_state

__all__ = ["current_host"]


class _FromHost:
    """Where a context keeps its object: with the current host, else in the process."""

    def __init__(self, of_host: Callable[[Host], Any], plain: Any) -> None:  # noqa: ANN401
        self._of_host = of_host
        self._plain = plain

    @property
    def module(self) -> Any:  # noqa: ANN401 - pyinfra's own name and looseness
        host = ctx_host.get()
        return self._plain if host is None else self._of_host(host)

    @module.setter
    def module(self, value: Any) -> None:  # noqa: ANN401
        if ctx_host.get() is None:
            self._plain = value


def _read_from_host(context: ContextManager, of_host: Callable[[Host], Any]) -> None:
    if not isinstance(context.context._container, _FromHost):  # noqa: SLF001
        context.context._container = _FromHost(of_host, context.get())  # noqa: SLF001


@contextmanager
def current_host(state: State, host: Host) -> Iterator[None]:
    """Within, pyinfra's operations of this thread are HOST's, in STATE."""
    _read_from_host(ctx_state, lambda current: current.state)
    _read_from_host(ctx_inventory, lambda current: current.inventory)
    config: Config = state.config.copy()
    with ctx_host.use(host), ctx_config.use(config):
        try:
            yield
        finally:
            # pyinfra's own `use` leaves its object behind when an exception passes.
            ctx_host.reset()
            ctx_config.reset()
