"""Whether a change moves the way in to another port or address, and where to."""

from __future__ import annotations

import json
import shlex
import socket

from nornir.core.inventory import Host as NornirHost

from homelab.contract import CameBy
from homelab.engine.entering import access_offer
from homelab.engine.nornir_lab import model_host, transport_of
from homelab.engine.steps import Step
from homelab.model.following import follow_address
from homelab.model.lab import Lab
from homelab.offers import HostAddress
from homelab.result import Kind, Outcome, Result
from homelab.transport import Transport

__all__ = ["inventory_follows", "moved_to", "settled"]


def settled(lab: Lab, host: NornirHost, task: str) -> CameBy | None:
    """How homelab will come once TASK is applied; None if that changes.

    With None a provider states how the node is to be in the end, and keeps no old way open.
    """
    came_by = transport_of(host).came_by
    access = access_offer(lab, host.name, task)
    if _address_offer(lab, host.name, task) is not None or came_by is None:
        return None
    is_moved = access is not None and (access.port, access.user) != came_by[1:]
    return None if is_moved else came_by


def moved_to(lab: Lab, host: NornirHost, task: str) -> str | None:
    """The node's new address, where TASK has moved the one that homelab's connection uses.

    The old one still stands beside it. None where nothing moved, or where the connection's
    name isn't the node's own address (a forwarded port).
    """
    transport = transport_of(host)
    offer = _address_offer(lab, host.name, task)
    if offer is None or transport.way is None or transport.came_by is None:
        return None
    used = transport.came_by.address
    on_link = _addresses(transport, offer.interface)
    if used not in on_link or used not in _resolved(transport.way.hostname):
        return None
    leased = [address for address, is_leased in on_link.items() if is_leased]
    wished = [offer.address] if offer.address else leased
    return None if used in wished or not wished else wished[0]


def inventory_follows(host: NornirHost, step: Step, before: Transport) -> list[Result]:
    """What became of the inventory where the change moved the node from where BEFORE reached it."""
    lab: Lab = host.data["lab"]
    now, said = transport_of(host).way, model_host(host).connection.hostname
    if now is None or before.way is None or now.hostname in (before.way.hostname, said):
        return []
    is_address = said in _resolved(said)
    is_done = (
        is_address
        and said == before.way.hostname
        and follow_address(lab.inventory, host.name, said, now.hostname)
    )
    detail = f"ssh_hostname of {host.name} is {now.hostname} now" if is_done else (
        f"the node moved to {now.hostname} and is reached there, but {lab.inventory} says {said} "
        + (f"in a way that homelab can't rewrite; make it ssh_hostname = {now.hostname!r} there"
           if is_address else f"; have that name resolve to {now.hostname}")
    )  # fmt: skip
    outcome = Outcome.CHANGED if is_done else Outcome.FAILED
    return [
        Result(host.name, step.task, step.provider, "the inventory follows", Kind.OPERATION,
               outcome, detail=detail)
    ]  # fmt: skip


def _address_offer(lab: Lab, host: str, task: str) -> HostAddress | None:
    offers = lab.offers(HostAddress, host)
    return next((offered.offer for offered in offers if offered.task == task), None)


def _addresses(transport: Transport, interface: str) -> dict[str, bool]:
    """The IPv4 addresses of an interface, and whether each is leased."""
    name = shlex.quote(interface)
    done = transport.run(f"ip -json -4 address show dev {name}", timeout=30)
    links = json.loads(done.stdout or b"[]")
    infos = (info for link in links for info in link.get("addr_info", ()))
    return {info["local"]: bool(info.get("dynamic")) for info in infos}


def _resolved(name: str) -> set[str]:
    try:
        return {str(found[4][0]) for found in socket.getaddrinfo(name, None, socket.AF_INET)}
    except OSError:
        return set()
