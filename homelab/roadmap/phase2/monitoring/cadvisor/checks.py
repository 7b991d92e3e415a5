"""What cAdvisor must say of its node's containers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homelab.verify.figures import read_figures
from homelab.verify.inside import asked_inside
from homelab.verify.patience import settled

if TYPE_CHECKING:
    from testinfra.host import Host

FIGURES = ("container_cpu_usage_seconds_total", "container_memory_working_set_bytes")
PATIENCE = 30
"""Seconds in which it finds a new container."""


def test_every_container_is_measured(host: Host) -> None:
    """It gives figures of every container that runs."""
    missing = settled(lambda: _without_figures(host), PATIENCE)
    assert not missing, "; ".join(missing)


def _without_figures(host: Host) -> list[str]:
    """The figures that aren't there, with the containers that lack them."""
    running = set(host.check_output("docker ps --format '{{.Names}}'").split())
    figures = read_figures(asked_inside(host, "cadvisor", "8080/metrics"))
    return [
        f"no {figure} of {name}"
        for figure in FIGURES
        for name in sorted(running - {sample.labels.get("name") for sample in figures[figure]})
    ]
