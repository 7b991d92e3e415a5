"""One connection a host for a whole run, opened once; a refusal is remembered, not retried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from testinfra.host import Host

from homelab.model.lab import Lab
from homelab.transport import Transport, Unreachable, open_transport
from homelab.verify.backend import TransportBackend

__all__ = ["Connections"]

AT_ONCE = 16


class Connections:
    """The hosts of a lab as testinfra sees them, each behind one connection."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._transports: dict[str, Transport] = {}
        self._hosts: dict[str, Host | Unreachable] = {}

    def open(self, names: Iterable[str]) -> None:
        """Connect to all of NAMES at once, so that the slowest sets the time, not their sum."""
        missing = [name for name in names if name not in self._hosts]
        if missing:
            with ThreadPoolExecutor(min(AT_ONCE, len(missing))) as pool:
                self._hosts.update(zip(missing, pool.map(self._connect, missing), strict=True))

    def host(self, name: str) -> Host:
        """The host NAME; raises Unreachable, every time the same."""
        self.open([name])
        found = self._hosts[name]
        if isinstance(found, Unreachable):
            raise type(found)(found.message)
        return found

    def after(self, name: str) -> Iterator[str]:
        """The other hosts in the inventory's order, beginning with the one after NAME."""
        names = list(self._lab.hosts)
        place = names.index(name)
        yield from names[place + 1 :] + names[:place]

    def close(self) -> None:
        """End all connections."""
        for transport in self._transports.values():
            transport.close()
        self._transports.clear()
        self._hosts.clear()

    def _connect(self, name: str) -> Host | Unreachable:
        try:
            transport = open_transport(self._lab.hosts[name], self._lab)
        except Unreachable as refusal:
            return refusal
        self._transports[name] = transport
        return Host(TransportBackend(name, transport))
