"""What blackbox_exporter must say of the lab's names."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from homelab.contract import Node
from homelab.roadmap.phase2.monitoring.blackbox_exporter.settings import BlackboxExporterSettings
from homelab.verify.figures import read_figures
from homelab.verify.inside import asked_inside
from homelab.verify.patience import settled
from homelab.watching import probes

if TYPE_CHECKING:
    from testinfra.host import Host

Exporter = Node[BlackboxExporterSettings]
PATIENCE = 10
"""Seconds in which a service that has just begun answers."""
DAY = 86400
EXPIRY = "probe_ssl_earliest_cert_expiry"
WORKLOAD = "blackbox-exporter"


def test_the_declared_release_runs(node: Exporter, host: Host) -> None:
    """The declared release runs."""
    (built,) = read_figures(asked_inside(host, WORKLOAD, "9115/metrics"))[
        "blackbox_exporter_build_info"
    ]
    assert built.labels["version"].partition("+")[0] == node.settings.version, built.labels


def test_every_name_answers(node: Exporter, host: Host) -> None:
    """Every name of the lab answers when it calls."""
    if not probes(node.lab):
        pytest.skip("the lab has no name to call")
    silent = settled(lambda: _silent(node, host), PATIENCE)
    assert not silent, f"no answer, or not the one of a service: {', '.join(silent)}"


def test_no_certificate_is_about_to_expire(node: Exporter, host: Host) -> None:
    """Every name with a certificate shows one that is good for as long as declared."""
    encrypted = [url for url in probes(node.lab) if url.startswith("https:")]
    if not encrypted:
        pytest.skip("no name has a certificate")
    asked = _asked(node, host)
    now = time.time()
    left = {url: (asked[url].get(EXPIRY, now) - now) / DAY for url in encrypted}
    least = node.settings.certificate_days
    short = [f"{url}: {days:.1f} days" for url, days in left.items() if days < least]
    assert not short, "; ".join(short)


def _silent(node: Exporter, host: Host) -> list[str]:
    return [url for url, found in _asked(node, host).items() if found["probe_success"] != 1]


def _asked(node: Exporter, host: Host) -> dict[str, dict[str, float]]:
    """Its figures of each route, by the URL that it called."""
    return {url: _figures(host, parameters) for url, parameters in probes(node.lab).items()}


def _figures(host: Host, parameters: dict[str, str]) -> dict[str, float]:
    said = asked_inside(host, WORKLOAD, f"9115/probe?{urlencode(parameters)}")
    return {name: samples[0].value for name, samples in read_figures(said).items()}
