"""No two hosts have the same address."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Interface, IPv6Interface

from homelab.model.draft import Draft
from homelab.model.faults import Fault, Steps
from homelab.model.settings_tree import values_in

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Addresses in the inventory and in settings that an earlier host has."""
    owners: dict[str, str] = {}
    for host, address, steps in _addresses(draft):
        owner = owners.setdefault(address, host)
        if owner == host:
            continue
        problem = f"address {address} of {host} is {owner}'s too"
        if steps:
            yield draft.merged[host].fault(steps, problem, "give it another")
        else:
            name = draft.lab.inventory.name
            yield Fault(name, host, None, problem, "give it another")


def _addresses(draft: Draft) -> Iterator[tuple[str, str, Steps]]:
    for host in draft.lab.hosts.values():
        given = "ssh_hostname" in draft.merged[host.name].values
        yield host.name, host.address, ("ssh_hostname",) if given else ()
        for choice in host.choices:
            for steps, value in values_in(choice.settings):
                if isinstance(value, IPv4Interface | IPv6Interface):
                    yield host.name, str(value.ip), (choice.task, *steps)
