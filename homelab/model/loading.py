"""Loads a lab: read, merge, choose, apply the rules; a Lab comes out, or every fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from homelab.model.connectors import ConnectionData, connection, is_pyinfras
from homelab.model.deriving import derived
from homelab.model.draft import Draft
from homelab.model.faults import Fault, InvalidLab
from homelab.model.inventory import Inventory, InventoryHost, read_inventory
from homelab.model.lab import Choice, Host, Lab, resolve_rehearsed
from homelab.model.merging import Merged, merge, too_deep
from homelab.model.refusals import refusals
from homelab.model.rules import every_fault, every_warning
from homelab.model.stating import state_offers
from homelab.model.wishes import choices, shared_settings, wishes
from homelab.model.workloads import state_workloads

if TYPE_CHECKING:
    from homelab.secrets import Secrets

__all__ = ["load"]


def load(inventory: Path) -> Lab:
    """The lab that an inventory file describes; raises InvalidLab with every fault there is.

    Group data is read as pyinfra's CLI does: from `group_data/` in the current folder and
    beside the inventory. A rehearsal's inventory takes that of the lab it rehearses.
    """
    path = inventory.expanduser().absolute()
    root = root_of(path)
    cwd = Path.cwd()
    folders = dict.fromkeys(folder / "group_data" for folder in (cwd, root, path.parent))
    read = read_inventory(path, tuple(folders), root, cwd)
    faults = [*read.faults, *_too_deep(read)]
    if any(fault.path == "" for fault in faults) and not read.hosts:
        raise InvalidLab(faults)
    draft = _draft(path, root, read, faults)
    faults.extend(every_fault(draft))
    if faults:
        raise InvalidLab(faults)
    return replace(draft.lab, warnings=tuple(every_warning(draft)))


def root_of(inventory: Path) -> Path:
    """The folder that holds `.homelab/`: for a rehearsal's inventory, the one above it."""
    folder = inventory.parent
    is_rehearsal = folder.parts[-2:] == (".homelab", "lab")
    return folder.parent.parent if is_rehearsal else folder


def _draft(path: Path, root: Path, read: Inventory, faults: list[Fault]) -> Draft:
    """The draft, with what is wrong with hosts and wishes added to FAULTS."""
    is_readable = not faults
    hosts: dict[str, Host] = {}
    merged: dict[str, Merged] = {}
    wished: dict[str, frozenset[str]] = {}
    for each in read.hosts:
        merged[each.name] = merge(each.layers, shared_settings)
        wished[each.name] = frozenset(wishes(merged[each.name].values))
        found: list[Choice] = []
        for choice in choices(merged[each.name]):
            if isinstance(choice, Choice):
                found.append(choice)
            elif is_readable or choice.problem != "is missing":
                faults.append(choice)
        hosts[each.name] = _host(each, merged[each.name], root, tuple(found), faults)
    lab = Lab(root, path, hosts, resolver=_resolver(root, is_real=root == path.parent))
    lab = replace(lab, offered=tuple(state_offers(lab, merged, faults)))
    lab = replace(lab, offered=(*(lab.offered or ()), *derived(lab)))
    runs = tuple(state_workloads(lab, merged, faults))
    return Draft(lab, read, merged, wished, runs, is_whole=not faults)


def _resolver(root: Path, *, is_real: bool) -> Callable[[str, Path], str]:
    """What reveals secrets, each looked up once: a command may ask a person for a PIN."""

    @cache
    def secrets() -> Secrets:
        from homelab.secrets import Secrets

        return Secrets(root)

    return (lambda reference, _root: secrets().reveal(reference)) if is_real else resolve_rehearsed


def _host(
    each: InventoryHost, merged: Merged, root: Path, found: tuple[Choice, ...], faults: list[Fault]
) -> Host:
    data = {name: value for name, value in each.data().items() if is_pyinfras(name)}
    try:
        valid = ConnectionData.model_validate(data)
    except ValidationError as error:
        valid = ConnectionData.model_validate({})
        for steps, problem, cure in refusals(error, ConnectionData, data):
            faults.append(merged.fault(steps, problem, cure))
    reached = connection(each.name, each.kind, valid, root)
    return Host(each.name, reached.hostname, each.groups, reached, found)


def _too_deep(read: Inventory) -> list[Fault]:
    layers = {id(layer): layer for layer in read.layers}
    layers |= {id(layer): layer for host in read.hosts for layer in host.layers}
    return [
        layer.fault((name,), "is nested too deeply, or holds itself", "make it flatter")
        for layer in layers.values()
        for name, value in layer.values.items()
        if too_deep(value)
    ]
