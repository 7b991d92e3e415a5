"""What node_exporter must say of its node."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from homelab.addresses import at_port
from homelab.contract import Node
from homelab.roadmap.phase2.monitoring.node_exporter.settings import NodeExporterSettings
from homelab.verify.figures import read_figures
from homelab.verify.web import get

if TYPE_CHECKING:
    from testinfra.host import Host

    from homelab.verify.vantage import Vantage

Exporter = Node[NodeExporterSettings]
FIGURES = (
    "node_cpu_seconds_total",
    "node_memory_MemAvailable_bytes",
    "node_filesystem_avail_bytes",
    "node_network_receive_bytes_total",
)
EVERYWHERE = {"*", "0.0.0.0", "::"}  # noqa: S104 - what must not be
LATEST = 60
"""Seconds by which the node's clock and its figures may differ."""


@pytest.fixture
def figures(node: Exporter, here: Vantage) -> dict[str, list[float]]:
    """What it says, by the figure's name."""
    answer = get(here, f"http://{at_port(node.address, node.settings.port)}/metrics")
    assert answer.status, str(answer)
    found = read_figures(answer.body)
    return {name: [sample.value for sample in samples] for name, samples in found.items()}


def test_its_figures_come(figures: dict[str, list[float]]) -> None:
    """It tells of processors, memory, disks and networks."""
    missing = [name for name in FIGURES if not any(figures.get(name, ()))]
    assert not missing, f"no figure, or zero: {', '.join(missing)}"


def test_its_figures_are_from_now(host: Host, figures: dict[str, list[float]]) -> None:
    """What it tells is from now, by the node's own clock."""
    now = int(host.check_output("date +%s"))
    (said,) = figures["node_time_seconds"]
    assert abs(now - said) < LATEST, f"the node's clock says {now}, the figures are of {said:.0f}"


def test_it_listens_at_the_nodes_address_alone(host: Host, node: Exporter) -> None:
    """It listens at the address by which other nodes call this one, and at no other."""
    port = node.settings.port
    found = host.check_output(f"ss -Hltn 'sport = :{port}'").splitlines()
    places = {line.split()[3].rpartition(":")[0].strip("[]") for line in found}
    assert len(places) == 1, f"it listens at {places or 'no address'}"
    assert not places & EVERYWHERE, "it listens at every address of the node"
