"""What the shell may complete: names of a lab, its secrets and services, and of the roadmap.

A completion that can't be worked out is empty and silent: the shell is asking, not a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

__all__ = [
    "complete_faults",
    "complete_hosts",
    "complete_limits",
    "complete_parts",
    "complete_peers",
    "complete_secrets",
    "complete_services",
    "complete_tasks",
]

Items = list[CompletionItem]


def complete_hosts(context: click.Context, _option: click.Parameter, typed: str) -> Items:
    """Hosts of the inventory that the command line names."""
    return _items(typed, lambda _begun: _hosts(_inventory(context)))


def complete_limits(context: click.Context, _option: click.Parameter, typed: str) -> Items:
    """Hosts and groups of that inventory."""
    return _items(typed, lambda _begun: _hosts_and_groups(_inventory(context)))


def complete_tasks(_context: click.Context, _option: click.Parameter, typed: str) -> Items:
    """Tasks of the roadmap; once the task and a slash are typed, its providers."""
    return _items(typed, _tasks)


def complete_secrets(context: click.Context, _option: click.Parameter, typed: str) -> Items:
    """Names in the lab's secret store."""
    return _items(typed, lambda _begun: _secrets(_inventory(context)))


def complete_parts(_context: click.Context, _option: click.Parameter, typed: str) -> Items:
    """Parts of the case: phases, tasks, milestones and exit criteria."""
    return _items(typed, lambda _begun: _parts())


def complete_peers(context: click.Context, _option: click.Parameter, typed: str) -> Items:
    """Names of the devices that the lab's VPN lets in."""
    return _items(typed, lambda _begun: _peers(_inventory(context)))


def complete_services(context: click.Context, _option: click.Parameter, typed: str) -> Items:
    """Names of what the lab's backups keep."""
    return _items(typed, lambda _begun: _services(_inventory(context)))


def complete_faults(_context: click.Context, _option: click.Parameter, typed: str) -> Items:
    """Names of the faults that are known."""
    return _items(typed, lambda _begun: _faults())


def _items(typed: str, names: Callable[[str], Iterable[str]]) -> Items:
    """NAMES that continue what is TYPED, of which only the part after the last comma counts."""
    before, comma, begun = typed.rpartition(",")
    try:
        found = [name for name in names(begun) if name.startswith(begun)]
    except Exception:  # noqa: BLE001 - a fault in the lab's files is no news for a shell
        return []
    return [CompletionItem(before + comma + name) for name in found]


def _inventory(context: click.Context) -> Path:
    return Path(context.params.get("inventory") or "inventory.py")


def _hosts(inventory: Path) -> Iterator[str]:
    from homelab.model import load

    yield from load(inventory).hosts


def _hosts_and_groups(inventory: Path) -> Iterator[str]:
    from homelab.model import load

    hosts = load(inventory).hosts
    yield from hosts
    yield from dict.fromkeys(group for host in hosts.values() for group in host.groups)


def _tasks(begun: str) -> Iterator[str]:
    from homelab.roadmap import registry

    task, slash, _provider = begun.partition("/")
    if slash:
        yield from (f"{task}/{name}" for name in registry.provider_names(task))
    else:
        yield from registry.tasks()


def _secrets(inventory: Path) -> Iterator[str]:
    from homelab.model.loading import root_of
    from homelab.secrets import SecretStore

    yield from SecretStore(root_of(inventory.absolute())).names()


def _peers(inventory: Path) -> Iterator[str]:
    from homelab.model import load

    for node in load(inventory).nodes("vpn"):
        yield from node.settings.peers


def _services(inventory: Path) -> Iterator[str]:
    from homelab.backup.asking import keepers
    from homelab.model import load

    yield from dict.fromkeys(name for names in keepers(load(inventory)).values() for name in names)


def _parts() -> Iterable[str]:
    from homelab.gates import roadmap_case

    return [item.id for item in roadmap_case().plan.walk()]


def _faults() -> Iterator[str]:
    from homelab.diagnose.registry import names

    yield from names()
