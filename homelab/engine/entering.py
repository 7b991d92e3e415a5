"""Getting in: who may, by which way, and going on over a new connection that proves it.

A node at first contact is *bare* (only a way that the first apply closes works), *admitted*
(the admin's works, the other still does) or *closed* (only the admin's works, on its final
port). Each run looks which ways work and goes on from there, so it can be cut short anywhere
and entered again. What closes the old way runs only over a connection that the admin opened.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from nornir.core.inventory import Host as NornirHost

from homelab.engine.nornir_lab import model_host, replace_transport, transport_of
from homelab.engine.reaching import keep_lock
from homelab.errors import HomelabError
from homelab.model.lab import Host, Lab
from homelab.offers import Access
from homelab.transport import HostKeyChanged, Transport, Unreachable, Way, open_way, ways_in
from homelab.transport.host_keys import trust_under
from homelab.transport.remembered import remember

__all__ = ["Entered", "access_offer", "enter", "enter_as_admin", "is_another_user"]


@dataclass(frozen=True)
class Entered:
    """How a new connection was made."""

    way: Way | None
    """None on the controller itself, which nobody enters."""
    seconds: float


def access_offer(lab: Lab, host: str, task: str) -> Access | None:
    """The way in that TASK gives to HOST, if it is one that does."""
    offers = lab.offers(Access, host)
    return next((offered.offer for offered in offers if offered.task == task), None)


def is_another_user(transport: Transport, access: Access) -> bool:
    """Whether the connection is somebody else's than the admin's whom ACCESS lets in."""
    return transport.way is not None and transport.way.user != access.user


def enter_as_admin(host: NornirHost, patience: float) -> Entered:
    """Get in as the declared admin by any port that answers, and go on so."""
    lab: Lab = host.data["lab"]
    used = transport_of(host).way
    ways = [w for w in ways_in(model_host(host), lab) if not w.is_first_contact]
    if used is not None:  # sshd listens where it did, and moves later
        here = [replace(way, hostname=used.hostname) for way in ways]
        ways = [*here, *(replace(way, port=used.port) for way in here)]
    return _enter(host, list(dict.fromkeys(ways)), patience)


def enter(host: NornirHost, task: str, hostname: str | None, patience: float) -> Entered:
    """Get in as the inventory will have it once TASK is applied, and go on so.

    HOSTNAME is the node's new address where TASK moved it. Raises HomelabError after PATIENCE
    seconds with what was refused; then the old connection stays in use.
    """
    lab: Lab = host.data["lab"]
    transport = transport_of(host)
    if transport.way is None:
        return Entered(None, 0.0)
    target = hostname or transport.way.hostname
    ways = [transport.way]
    if access_offer(lab, host.name, task) is not None:
        ways = [w for w in ways_in(model_host(host), lab) if not w.is_first_contact][:1]
    elif not lab.offers(Access, host.name):  # what gave the way in was removed
        ways += ways_in(model_host(host), lab)
    return _enter(host, [replace(way, hostname=target) for way in ways], patience)


def _hostname(transport: Transport) -> str | None:
    return transport.way.hostname if transport.way is not None else None


def _enter(host: NornirHost, ways: Iterable[Way], patience: float) -> Entered:
    model, start = model_host(host), time.monotonic()
    old, known = _hostname(transport_of(host)), list(ways)
    while True:
        refusals: list[str] = []
        for way in known:
            try:
                transport = _open(way, model, old or way.hostname)
            except HostKeyChanged:
                raise
            except Unreachable as refusal:
                refusals.append(str(refusal))
                continue
            keep_lock(host, transport)
            replace_transport(host, transport)
            remember(host.data["lab"], host.name, way)
            return Entered(way, time.monotonic() - start)
        if time.monotonic() - start > patience:
            raise HomelabError("; ".join(dict.fromkeys(refusals)))
        time.sleep(1)


def _open(way: Way, model: Host, old: str) -> Transport:
    """A new connection by WAY to the machine that is known as OLD, and to no other."""
    pins = model.connection.known_hosts
    if way.hostname == old:
        return open_way(way, model)
    with NamedTemporaryFile() as file:
        expected = Path(file.name)
        expected.write_bytes(pins.read_bytes() if pins.is_file() else b"")
        trust_under(expected, old, way.hostname)
        connection = replace(model.connection, known_hosts=expected)
        transport = open_way(way, replace(model, connection=connection))
    trust_under(pins, old, way.hostname)
    return transport
