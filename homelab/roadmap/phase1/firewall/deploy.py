"""What serves others now and would be cut off: told to the user before anything is denied."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from pyinfra import host
from pyinfra.api import FactBase

from homelab.contract import Node
from homelab.errors import HomelabError
from homelab.offers import OpenPort
from homelab.operations.applied import AppliedRecords
from homelab.roadmap.phase1.firewall.offers import wished
from homelab.roadmap.phase1.firewall.settings import FirewallSettings

__all__ = ["Listener", "Listeners", "newly_denied", "refuse", "refuse_to_cut_off"]

STOCK = {(68, "udp"), (546, "udp"), (1900, "udp"), (5353, "udp")}
"""Address assignment and discovery on the local network, which no firewall here cuts off."""


@dataclass(frozen=True)
class Listener:
    """A socket that other machines can call."""

    port: int
    protocol: str
    program: str


class Listeners(FactBase[list[Listener]]):
    """Who listens on the node for others than the node itself."""

    default = list

    def command(self) -> str:
        """Ask for listening sockets with their programs."""
        return "ss -Hlntup"

    def process(self, output: Iterable[str]) -> list[Listener]:
        """Each port once, in order; what is bound to a loopback address is left out."""
        found: dict[tuple[int, str], Listener] = {}
        for line in output:
            protocol, _, _, _, local = line.split()[:5]
            address, _, port = local.rpartition(":")
            if not address.strip("[]").startswith(("127.", "::1", "::ffff:127.")) and port != "*":
                program = re.search(r'users:\(\("([^"]+)"', line)
                listener = Listener(int(port), protocol, program[1] if program else "the kernel")
                found.setdefault((listener.port, protocol), listener)
        return [found[key] for key in sorted(found)]


def refuse_to_cut_off(
    node: Node[FirewallSettings], is_reached: Callable[[Listener], bool] = lambda _listener: True
) -> None:
    """Raise HomelabError where somebody would be cut off whom the user hasn't given up.

    IS_REACHED says whether a listener can be called now. Once a firewall of the lab is on
    record, what isn't declared is denied already.
    """
    if any(each.task == node.task for each in host.get_fact(AppliedRecords)):
        return
    listeners = [each for each in host.get_fact(Listeners) if is_reached(each)]
    refuse(node, newly_denied(listeners, wished(node), node.settings.deny_listening))


def newly_denied(
    listeners: Iterable[Listener], wished: Iterable[OpenPort], accepted: Collection[int] | str
) -> list[Listener]:
    """The LISTENERS that couldn't be reached with only WISHED open.

    ACCEPTED are those that the user has agreed to cut off.
    """
    stays = {(port.port, port.protocol) for port in wished} | STOCK
    return [
        listener
        for listener in listeners
        if accepted != "all"
        and listener.port not in accepted
        and (listener.port, listener.protocol) not in stays
    ]


def refuse(node: Node[FirewallSettings], cut_off: Collection[Listener]) -> None:
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
