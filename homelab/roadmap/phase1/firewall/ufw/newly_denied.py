"""What serves others now and would be cut off: told to the user before anything is denied."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from homelab.contract import Node
from homelab.errors import HomelabError
from homelab.offers import OpenPort
from homelab.roadmap.phase1.firewall.ufw.facts import Listener, Ufw
from homelab.roadmap.phase1.firewall.ufw.rules import admits
from homelab.roadmap.phase1.firewall.ufw.settings import UfwSettings

__all__ = ["newly_denied", "refuse"]

STOCK = {(68, "udp"), (546, "udp"), (1900, "udp"), (5353, "udp")}
"""Address assignment and discovery on the local network, which ufw's before.rules let in."""


def newly_denied(
    ufw: Ufw,
    listeners: Iterable[Listener],
    wished: Iterable[OpenPort],
    accepted: Collection[int] | str,
) -> list[Listener]:
    """The LISTENERS that can be reached now, and couldn't be with only WISHED open.

    ACCEPTED are those that the user has agreed to cut off. What ufw denies already is no news.
    """
    stays = {(port.port, port.protocol) for port in wished} | STOCK
    return [
        listener
        for listener in listeners
        if accepted != "all"
        and listener.port not in accepted
        and (listener.port, listener.protocol) not in stays
        and (
            not ufw.is_denying()
            or any(admits(line, listener.port, listener.protocol) for line in ufw.tuples())
        )
    ]


def refuse(node: Node[UfwSettings], cut_off: Collection[Listener]) -> None:
    """Raise HomelabError that lists CUT_OFF and both cures, unless it is empty."""
    if not cut_off:
        return
    listing = "".join(f"\n  {each.port}/{each.protocol}  {each.program}" for each in cut_off)
    allow = ", ".join(
        f'{{"port": {each.port}, "protocol": "{each.protocol}", "comment": "{each.program}"}}'
        for each in cut_off
    )
    known = node.settings.deny_listening
    accepted = sorted(
        {*(known if isinstance(known, list) else ()), *(each.port for each in cut_off)}
    )
    raise HomelabError(
        f"{node.name}: nothing has been denied yet, because this listens for others, and nothing "
        f"in the lab declares it:{listing}\n"
        f'To keep it open, add to firewall["allow"]:  {allow}\n'
        f'To have it denied, write in firewall:       "deny_listening": {accepted}'
    )
