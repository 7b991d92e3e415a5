"""The inventory as pyinfra's CLI reads it: hosts in order, their groups, and layers of data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from homelab.model.connectors import expand
from homelab.model.executing import Executed, execute, importing_from
from homelab.model.faults import Fault
from homelab.model.group_data import read_folders
from homelab.model.groups import Group, read_groups
from homelab.model.layers import Layer

__all__ = ["Inventory", "InventoryHost", "read_inventory"]


@dataclass(frozen=True)
class InventoryHost:
    """A host's name, its groups, and its data from the least specific layer to the most."""

    name: str
    kind: str
    groups: tuple[str, ...]
    layers: tuple[Layer, ...]

    def data(self) -> dict[str, Any]:
        """The data as pyinfra has it: a more specific layer replaces whole values."""
        return {name: value for layer in self.layers for name, value in layer.values.items()}


@dataclass(frozen=True)
class Inventory:
    """What the files say, before anybody asks what it means."""

    hosts: tuple[InventoryHost, ...] = ()
    layers: tuple[Layer, ...] = ()
    """Every layer of every group, those without hosts too."""
    files: Mapping[str, Executed] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def read_inventory(path: Path, folders: tuple[Path, ...], root: Path, cwd: Path) -> Inventory:
    """The inventory at PATH with the group data in FOLDERS; faults call files from ROOT."""
    with importing_from(cwd):
        executed = execute(path, called(path, root))
        files, faults = read_folders(folders, lambda file: called(file, root))
    by_name = {file.executed.name: file.executed for file in files}
    if isinstance(executed, Fault):
        return Inventory(files=by_name, faults=(executed, *faults))
    by_name[executed.name] = executed
    groups, found = read_groups(executed)
    faults += found
    group_layers: dict[str, list[Layer]] = {name: list(g.layers) for name, g in groups.items()}
    for file in files:
        rank = 0 if file.group == "all" else 1
        group_layers.setdefault(file.group, []).append(file.layer(rank))
    hosts = {host.name: host for host in _hosts(groups, group_layers, executed.name)}
    if not hosts and not faults:
        cure = 'write a group, like homelab = ["10.0.0.5"] or homelab = [("nas", {…})]'
        faults.append(Fault(executed.name, "", None, "there are no hosts in it", cure))
    layers = tuple(layer for layers in group_layers.values() for layer in layers)
    return Inventory(tuple(hosts.values()), layers, by_name, tuple(faults))


def called(file: Path, root: Path) -> str:
    """What the user calls a FILE: its path from the lab's folder where it's in there."""
    return str(file.relative_to(root)) if file.is_relative_to(root) else str(file)


def _hosts(
    groups: Mapping[str, Group], group_layers: Mapping[str, list[Layer]], file: str
) -> Iterator[InventoryHost]:
    members = {name: group.hosts for name, group in groups.items() if name != "all"}
    for written in groups["all"].names():
        mine = [name for name, hosts in members.items() if written in (h.name for h in hosts)]
        own = [
            host.layer
            for group in (*members.values(), groups["all"].hosts)
            for host in group
            if host.name == written and host.layer
        ]
        for name, kind, base, more in expand(written):
            order = (*mine, *more) if name == written else (*more, *mine)
            names = tuple(dict.fromkeys(order))
            shared = [layer for group in ("all", *names) for layer in group_layers.get(group, ())]
            connector = [Layer(file, base, 2, written)] if base else []
            yield InventoryHost(name, kind, names, (*shared, *connector, *own))
