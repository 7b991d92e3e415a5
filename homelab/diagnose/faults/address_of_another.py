"""A node has an address that is another machine's of the lab."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose.fault import Cause, Challenge, Fault, run
from homelab.diagnose.interfaces import QUESTION, interfaces
from homelab.model.lab import Lab
from homelab.offers import HostAddress

__all__ = ["FAULT"]


def ask(lab: Lab, host: str) -> str | None:
    """The node's addresses."""
    return QUESTION if _others(lab, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """One of them is another's."""
    others = _others(lab, host)
    for name, addresses in interfaces(said).items():
        for address in (each for each in addresses if each in others):
            evidence = f"{name} has {address}, which is {others[address]}'s"
            whole = f"{address}/{addresses[address]}"
            yield Cause(evidence, run(f"ip address delete {whole} dev {name}"))


def _others(lab: Lab, host: str) -> dict[str, str]:
    """Whose each address of the lab is, without HOST's own."""
    known = {address: name for name, address in lab.addresses().items()}
    offered = lab.offers(HostAddress)
    known |= {each.offer.address: each.host for each in offered if each.offer.address}
    return {address: name for address, name in known.items() if name != host}


FAULT = Fault(
    challenge=Challenge.CONFLICTS,
    sign="calls to one machine are answered by another, now and then",
    cured_by="the address is taken from the machine that it isn't for",
    ask=ask,
    find=find,
)
