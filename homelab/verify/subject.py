"""What one pytest run is about: a part of a lab, its connections, and where to look from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import testinfra
from testinfra.host import Host

from homelab.contract import Node, Settings
from homelab.transport.base import Unreachable
from homelab.verify.connections import Connections
from homelab.verify.controller import Controller
from homelab.verify.scan import Scanner
from homelab.verify.selection import Selection
from homelab.verify.vantage import Vantage

__all__ = ["SUBJECT", "Subject"]

Note = Callable[[str], None]
HERE = "controller"


class Subject:
    """A part of a lab, with one connection to each of its hosts."""

    def __init__(self, selection: Selection, *, is_allowed_unreachable: bool = False) -> None:
        self.selection = selection
        self.lab = selection.lab
        self.is_allowed_unreachable = is_allowed_unreachable
        self._connections = Connections(self.lab)
        self._scanners: dict[str, Scanner] = {}

    def connect(self) -> None:
        """Open the connections to all hosts that are asked, at once."""
        self._connections.open(self.selection.hosts)

    def close(self) -> None:
        """End all connections."""
        self._connections.close()

    def host(self, name: str) -> Host:
        """The host NAME as testinfra sees it; raises Unreachable."""
        return self._connections.host(name)

    def controller(self, note: Note) -> Controller:
        """The machine that homelab runs on."""
        return Controller(HERE, self._scanner(HERE), note, lab=self.lab)

    def here(self, name: str, note: Note) -> Vantage:
        """The node NAME itself; raises Unreachable."""
        return Vantage(name, self._scanner(name), note)

    def outside(self, name: str, note: Note) -> Vantage:
        """The first reachable node after NAME in the inventory, or the controller without one.

        A node that is the controller itself (`@local`) is as good as any other.
        """
        for other in self._connections.after(name):
            try:
                self.host(other)
            except Unreachable:
                continue
            return Vantage(other, self._scanner(other), note)
        return self.controller(note)

    def bare_nodes(self) -> tuple[Node[Settings], ...]:
        """Every selected host as a node of no task, for the user's own checks."""
        root = self.lab.root
        return tuple(
            Node(name, self.lab.hosts[name].address, "", "", Settings(), self.lab, root)
            for name in self.selection.hosts
        )

    def _scanner(self, place: str) -> Scanner:
        if place not in self._scanners:
            is_here = place == HERE
            host = testinfra.get_host("local://") if is_here else self.host(place)
            self._scanners[place] = Scanner(host)
        return self._scanners[place]


SUBJECT = pytest.StashKey[Subject]()
