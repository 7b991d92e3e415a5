"""A network interface that the lab counts on isn't there, or has another name."""

from __future__ import annotations

import json
from collections.abc import Iterator

from homelab.diagnose.fault import CannotTell, Cause, Challenge, Fault, by_hand
from homelab.model.lab import Lab
from homelab.offers import HostAddress

__all__ = ["FAULT"]

TASK = "hardware"


def ask(lab: Lab, host: str) -> str | None:
    """The node's interfaces."""
    return "ip -json link show" if _wanted(lab, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """One of them isn't among those."""
    try:
        links = json.loads(said)
    except ValueError:
        raise CannotTell("the node doesn't tell its interfaces") from None
    there = [name for each in links for name in (each["ifname"], *each.get("altnames", ()))]
    shown = ", ".join(f"{each['ifname']} ({each.get('address', 'no MAC')})" for each in links)
    for name, by in _wanted(lab, host).items():
        if name not in there:
            words = f"plug the card in again, or write its new name in {by}, and apply {by}"
            yield Cause(f"{by} counts on {name}; there are {shown}", by_hand(words))


def _wanted(lab: Lab, host: str) -> dict[str, str]:
    """Interfaces by their names, each with the task that counts on it."""
    parts = [node.settings.interfaces for node in lab.nodes(TASK) if node.name == host]
    declared = {part.name: TASK for found in parts for part in found}
    offered = lab.offers(HostAddress, host)
    return declared | {
        card: each.task for each in offered for card in each.offer.cards or (each.offer.interface,)
    }


FAULT = Fault(
    challenge=Challenge.HARDWARE,
    sign="a machine is on the network no more after a card was added or changed",
    cured_by="the card is plugged in again, or its new name is declared",
    ask=ask,
    find=find,
)
