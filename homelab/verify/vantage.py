"""Places to look from: a node, or the machine that homelab runs on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from testinfra.backend.base import CommandResult
from testinfra.host import Host

from homelab.transport.base import Unreachable
from homelab.verify.scan import Scanner

__all__ = ["Vantage"]


def _drop(_evidence: str) -> None:
    """Nobody asked for evidence."""


@dataclass(frozen=True)
class Vantage:
    """A place to look from; on a node as root, on the controller as whoever runs homelab."""

    name: str
    """The node's name, or `controller`."""
    scanner: Scanner = field(repr=False)
    note: Callable[[str], None] = field(default=_drop, repr=False, compare=False)
    """Takes what was asked and found, as the checkpoint's evidence."""

    @property
    def host(self) -> Host:
        """The place as testinfra sees it."""
        return self.scanner.host

    @property
    def curl_options(self) -> tuple[str, ...]:
        """What curl is told here, besides its question."""
        return ()

    def run(self, command: str, *args: str) -> CommandResult:
        """Run COMMAND here, with ARGS quoted in the place of its `%s`."""
        return self.host.run(command, *args)

    def open_ports(self, address: str, ports: Iterable[int], *, usual: bool = False) -> set[int]:
        """Those TCP ports that accept a connection at ADDRESS, looked at from here.

        USUAL asks for the thousand ports that are most often open as well.
        Raises Unreachable when nothing at ADDRESS answers at all, CannotTell without a tool.
        """
        asked = set(ports) | (self.scanner.usual_ports if usual else frozenset())
        scan = self.scanner.scan(address, asked)
        if asked and not scan.has_answered and not self.reaches(address):
            raise Unreachable(f"{address} doesn't answer {self.name} at all")
        found = scan.open
        listing = ", ".join(map(str, sorted(found))) or "none"
        tool = self.scanner.tool
        self.note(f"{tool} from {self.name}: of {len(asked)} ports of {address} open: {listing}")
        return found

    def reaches(self, address: str) -> bool:
        """Whether ADDRESS answers a ping from here, or its network knows the machine there."""
        if self.run("ping -c 1 -W 2 %s", address).succeeded:
            return True
        # A firewall may swallow pings; on the same network the neighbour table tells still.
        neighbour = self.run("ip neighbour show %s", address).stdout
        return "lladdr" in neighbour and "FAILED" not in neighbour

    def address_towards(self, address: str) -> str | None:
        """The address that this place is seen by at ADDRESS; None when it has no route there."""
        route = self.run("ip -json route get %s", address)
        return json.loads(route.stdout)[0].get("prefsrc") if route.succeeded else None
