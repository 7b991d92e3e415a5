"""A node hasn't the address that the lab knows it by."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose.fault import Cause, Challenge, Fault, apply
from homelab.diagnose.interfaces import QUESTION, interfaces
from homelab.model.lab import Lab
from homelab.offers import HostAddress, Offered

__all__ = ["FAULT"]


def ask(lab: Lab, host: str) -> str | None:
    """The node's addresses."""
    return QUESTION if _declared(lab, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """The declared one isn't on its interface; without the interface that is what is told."""
    there = interfaces(said)
    for offered in _declared(lab, host):
        name, address = offered.offer.interface, offered.offer.address
        if name in there and address not in there[name]:
            shown = ", ".join(there[name]) or "no address"
            evidence = f"{name} has {shown}, and {offered.by} declares {address}"
            yield Cause(evidence, apply(lab, host, offered.task))


def _declared(lab: Lab, host: str) -> list[Offered[HostAddress]]:
    """Those that aren't whatever DHCP gives."""
    return [each for each in lab.offers(HostAddress, host) if each.offer.address]


FAULT = Fault(
    challenge=Challenge.CONFLICTS,
    sign="the other machines find a node no more, though it runs",
    cured_by="the network is applied anew",
    ask=ask,
    find=find,
)
