"""Open a transport to a host of the lab by the first way that works."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.lab import Host, Lab
from homelab.transport.base import HostKeyChanged, NotAdmitted, Transport, Unreachable
from homelab.transport.remembered import recall, remember
from homelab.transport.ways import Way, ways_in

__all__ = ["open_transport", "open_way"]


def open_transport(host: Host, lab: Lab) -> Transport:
    """A transport to HOST by the first of its ways that works.

    Raises HostKeyChanged at once, NotAdmitted when something answers but lets nobody in,
    and Unreachable when nothing answers.
    """
    if host.connection.kind == "local":
        from homelab.transport.local import LocalTransport

        return LocalTransport()
    if host.connection.kind == "fake":
        from homelab.transport.fake import FakeTransport

        return FakeTransport(host.connection.responses)
    refusals: list[Unreachable] = []
    silent: set[tuple[str, int | None]] = set()
    for way in _ways(host, lab):
        if (way.hostname, way.port) in silent:
            continue  # to ask again would cost as long again
        try:
            transport = open_way(way, host)
        except HostKeyChanged:
            raise
        except Unreachable as refusal:
            refusals.append(refusal)
            if not isinstance(refusal, NotAdmitted):
                silent.add((way.hostname, way.port))
        else:
            remember(lab, host.name, way)
            return transport
    tried = "; ".join(dict.fromkeys(str(refusal) for refusal in refusals))
    answered = any(isinstance(refusal, NotAdmitted) for refusal in refusals)
    raise (NotAdmitted if answered else Unreachable)(f"{host.name}: {tried}")


def _ways(host: Host, lab: Lab) -> Iterator[Way]:
    """The way that worked last, which the wishes may be about to change, and the declared ones."""
    last = recall(lab, host.name)
    if last is not None:
        yield last
    yield from (way for way in ways_in(host, lab) if way != last)


def open_way(way: Way, host: Host) -> Transport:
    """A new SSH connection to HOST by one way and no other."""
    from homelab.transport.ssh import SSHTransport

    return SSHTransport(way, host.connection)
