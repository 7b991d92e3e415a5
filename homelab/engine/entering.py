"""First contact: from root or a default user to the admin, as a machine of few states.

A node is *bare* (only a first-contact way works), *admitted* (the admin's works, the other
still does) or *closed* (only the admin's works, on its final port). Each run looks which
ways work and goes on from there, so it can be cut short anywhere and entered again. The
step that closes the old way runs only over a connection that the admin opened.
"""

from __future__ import annotations

import time

from nornir.core.inventory import Host as NornirHost

from homelab.engine.nornir_lab import model_host, replace_transport, transport_of
from homelab.errors import HomelabError
from homelab.model.lab import Lab
from homelab.offers import Access
from homelab.result import Kind, Outcome, Result
from homelab.transport import Unreachable, open_way, ways_in

__all__ = ["access_offer", "prove_admin", "prove_final_way", "refuse_port_move"]


def access_offer(lab: Lab, host: str, task: str) -> Access | None:
    """The way in that TASK gives to HOST, if it is one that does."""
    offers = lab.offers(Access, host)
    return next((offered.offer for offered in offers if offered.task == task), None)


def prove_admin(host: NornirHost, task: str, provider: str) -> Result:
    """Log in as the admin over a new connection, and go on over it.

    On failure the old connection stays in use, and nothing has been closed.
    """
    return _prove(host, task, provider, "the admin logs in by a new connection", final=False)


def prove_final_way(host: NornirHost, task: str, provider: str) -> Result:
    """Log in as the inventory will have it from now on, final port included, and go on so."""
    return _prove(host, task, provider, "the new way in works", final=True)


def _prove(host: NornirHost, task: str, provider: str, name: str, *, final: bool) -> Result:
    lab: Lab = host.data["lab"]
    model = model_host(host)
    start = time.monotonic()
    refusals: list[str] = []
    ways = [way for way in ways_in(model, lab) if not way.is_first_contact]
    for way in ways[:1] if final else ways:
        try:
            transport = open_way(way, model)
        except Unreachable as refusal:
            refusals.append(str(refusal))
            continue
        old = transport_of(host)
        changed = Outcome.CHANGED if old.is_first_contact else Outcome.UNCHANGED
        replace_transport(host, transport)
        seconds = time.monotonic() - start
        return Result(host.name, task, provider, name, Kind.OPERATION, changed, seconds,
                      detail=f"by {way}")  # fmt: skip
    detail = "; ".join(refusals) + "; the connection that homelab has is kept until this run ends"
    return Result(host.name, task, provider, name, Kind.OPERATION, Outcome.FAILED,
                  time.monotonic() - start, detail=detail)  # fmt: skip


def refuse_port_move(lab: Lab, host: NornirHost, task: str, recorded: tuple[str, ...]) -> None:
    """Raise HomelabError where TASK would move the way in of a node that is set up already."""
    access = access_offer(lab, host.name, task)
    if access is None or not recorded or f"{access.port}/tcp" in recorded:
        return
    raise HomelabError(
        f"{host.name}: {task} would move from {', '.join(recorded)} to {access.port}/tcp; the port "
        "of a node that is set up can't be moved safely yet, so put the old one back"
    )
