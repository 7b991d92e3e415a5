"""Who reads which figures, and where: the targets of each store of metrics.

A store reads the figures of the whole lab: those of containers on its own node over a network
that they share, all others by an address and a port that is opened to it alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from homelab.addresses import at_port
from homelab.contract import LabView
from homelab.logins import login
from homelab.offers import Metrics, MetricsStore, Offered, Prober, Route
from homelab.routing import address_of
from homelab.workload.naming import workload_name

__all__ = ["WATCHING_NETWORK", "Target", "probes", "readers", "targets"]

WATCHING_NETWORK = "watching"
"""The network that a store shares with the workloads of its node that it reads."""


class Target(NamedTuple):
    """Figures, and where a store finds them."""

    job: str
    """The name of what they are of, as the lab calls it."""
    instance: str
    """The host, or the URL that is called."""
    address: str
    """HOST:PORT, as a container on the store's node calls it."""
    path: str
    parameters: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.job} of {self.instance} ({self.address}{self.path})"


def readers(lab: LabView) -> tuple[str, ...]:
    """The hosts from which the lab's figures are read."""
    return tuple(dict.fromkeys(offered.host for offered in lab.offers(MetricsStore)))


def targets(lab: LabView, host: str) -> tuple[Target, ...]:
    """What the store on HOST reads, in the inventory's order; names are called by one prober."""
    own = (
        Target(each.provider, each.host, _address(lab, each, host), each.offer.path, ())
        for each in lab.offers(Metrics)
    )
    return (*own, *_probed(lab, host))


def probes(lab: LabView) -> dict[str, dict[str, str]]:
    """What a prober is asked with for each route of LAB, by the route's URL."""
    routes = [offered.offer for offered in lab.offers(Route)]
    return {
        (url := address_of(lab, route)): {
            "target": url,
            "module": "guarded" if login(lab, route) else "open",
        }
        for route in routes
    }


def _probed(lab: LabView, host: str) -> Iterator[Target]:
    for prober in lab.offers(Prober)[:1]:
        by = (prober.host, prober.task, prober.provider)
        metrics = next(m for m in lab.offers(Metrics) if (m.host, m.task, m.provider) == by)
        address = _address(lab, metrics, host)
        for url, parameters in probes(lab).items():
            yield Target(
                prober.provider, url, address, prober.offer.path, tuple(parameters.items())
            )


def _address(lab: LabView, offered: Offered[Metrics], reader: str) -> str:
    metrics = offered.offer
    if offered.host == reader and not metrics.is_of_node:
        return f"{workload_name(offered.provider)}:{metrics.port}"
    return at_port(lab.addresses()[offered.host], metrics.node_port)
