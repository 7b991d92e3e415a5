"""Figures are read over a shared network on their node, and by a port opened to their reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from homelab.model import Lab
from homelab.offers import OpenPort
from homelab.watching import targets
from homelab.workload.model import Workload
from homelab.workload.placing import placed

HOSTS = """
nodes = [("gateway", {"ssh_hostname": "10.0.0.1"}), ("nas", {"ssh_hostname": "10.0.0.2"})]
gateway = ["gateway"]
nas = ["nas"]
"""
PLATFORM = """
container_platform = {"provider": "docker"}
"""
MEASURED = """
monitoring = {"node_exporter": {}}
services = {
    "%s": {
        "image": "docker.io/traefik/whoami:v1.11.0",
        "metrics": {"port": 8000, "path": "/figures", "published": 8001},
    },
}
"""
FRONT = """
reverse_proxy = {"provider": "caddy"}
monitoring = {"prometheus": {}}
services = {
    "open": {
        "image": "docker.io/traefik/whoami:v1.11.0",
        "route": {"host": "open.lab.example", "port": 80, "path": "/ready"},
    },
}
"""


@pytest.fixture
def lab(load_lab: Callable[..., Lab], foundation: str) -> Lab:
    """A store on the gateway, and figures of both nodes."""
    return load_lab(
        HOSTS,
        all=foundation + PLATFORM,
        gateway=(MEASURED % "near").replace("{}}", '{}, "prometheus": {}}'),
        nas=MEASURED % "far",
    )


def test_the_store_reads_figures_of_the_whole_lab(lab: Lab) -> None:
    assert [str(target) for target in targets(lab, "gateway")] == [
        "node_exporter of gateway (10.0.0.1:9100/metrics)",
        "prometheus of gateway (prometheus:9090/metrics)",
        "near of gateway (near:8000/figures)",
        "node_exporter of nas (10.0.0.2:9100/metrics)",
        "far of nas (10.0.0.2:8001/figures)",
    ]


def test_each_route_is_called_by_the_labs_first_prober(
    load_lab: Callable[..., Lab], foundation: str
) -> None:
    prober = 'monitoring = {"blackbox_exporter": {}}\n'
    lab = load_lab(
        HOSTS,
        all=foundation + PLATFORM + 'tls = {"provider": "acme", "domains": ["lab.example"]}\n',
        gateway=FRONT,
        nas=prober,
    )
    called = [each for each in targets(lab, "gateway") if each.parameters]
    assert [str(each) for each in called] == [
        "blackbox_exporter of https://open.lab.example/ready (10.0.0.2:9115/probe)",
    ]
    assert called[0].parameters == (
        ("target", "https://open.lab.example/ready"),
        ("module", "open"),
    )


def test_figures_are_open_to_their_reader_alone(lab: Lab) -> None:
    def opened(host: str) -> list[str]:
        ports = (offered.offer for offered in lab.offers(OpenPort, host))
        return [str(port) for port in ports if port.port in range(8000, 9999)]

    assert opened("nas") == ["9100/tcp from 10.0.0.1/32", "8001/tcp from 10.0.0.1/32"]
    assert opened("gateway") == ["9100/tcp from 172.20.0.0/14"]


def test_a_container_is_published_to_another_node_alone(lab: Lab) -> None:
    near, far = (_placed(lab, "gateway", "near"), _placed(lab, "nas", "far"))
    assert (near.networks, near.ports) == (["watching"], [])
    assert (far.networks, far.ports) == ([], ["8001:8000"])


def test_without_a_reader_nothing_is_opened(load_lab: Callable[..., Lab], foundation: str) -> None:
    lab = load_lab(HOSTS, all=foundation + PLATFORM, nas=MEASURED % "far")
    assert {each.offer.port for each in lab.offers(OpenPort, "nas")} == {22}
    assert _placed(lab, "nas", "far").ports == []


def _placed(lab: Lab, host: str, service: str) -> Workload:
    node = lab.node(host, "services", service)
    workload: Workload = node.settings
    return placed(node, workload)
