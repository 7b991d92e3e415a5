"""What the shell may complete: hosts, groups, tasks and providers.

A completion that can't be worked out is empty and silent: the shell is asking, not a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click
from click.shell_completion import CompletionItem

__all__ = ["complete_hosts", "complete_limits", "complete_secrets", "complete_tasks"]


def complete_hosts(context: click.Context, _option: click.Parameter, typed: str) -> list[CompletionItem]:
    """Hosts of the inventory that the command line names."""
    return _items(lambda: _names_of_hosts(context), typed)


def complete_limits(context: click.Context, _option: click.Parameter, typed: str) -> list[CompletionItem]:
    """Hosts and groups of the inventory."""
    return _items(lambda: _names_of_hosts(context, groups=True), typed)


def complete_tasks(_context: click.Context, _option: click.Parameter, typed: str) -> list[CompletionItem]:
    """Tasks of the roadmap, and after TASK/ its providers."""
    return _items(lambda: _names_of_tasks(typed.rpartition(",")[2]), typed)


def _items(names: Callable[[], Iterable[str]], typed: str) -> list[CompletionItem]:
    before, comma, begun = typed.rpartition(",")
    try:
        found = [name for name in names() if name.startswith(begun)]
    except Exception:  # noqa: BLE001 - a fault of the lab's files is no news for a shell
        return []
    return [CompletionItem(before + comma + name) for name in found]
