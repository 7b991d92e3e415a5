"""A file of group data belongs to a group: its name isn't a host's, nor a group's misspelt.

A group that is far from any name is fine: several inventories may share group data.
"""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault, nearest

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Files of group data that no host reads."""
    hosts = draft.lab.hosts
    groups = {"all", *(group for host in hosts.values() for group in host.groups)}
    for name, executed in draft.inventory.files.items():
        group = executed.path.stem
        if group in groups or executed.path == draft.lab.inventory:
            continue
        if group in hosts:
            cure = f'make it one, {group} = ["{group}"], or put this into the host\'s own data'
            yield Fault(name, "", None, f"{group} is a host, not a group", cure)
        elif meant := nearest(group, sorted(groups)):
            problem = f"no host is in a group '{group}'"
            yield Fault(name, "", None, problem, f"did you mean '{meant}'?")
