"""Which lives are lived by `scripts/test --all` alone, so that everybody's run stays short."""

from __future__ import annotations

import pytest

LATER = {
    "firewall/nftables": "ufw's life asks the same of a firewall; three minutes more",
    "firewall/firewalld": "likewise, and its packages are many",
    "network/netplan": "systemd_networkd's life asks the same, and its packages are many",
    "network/network_manager": "likewise",
    "network/ifupdown": "likewise",
    "vpn/wireguard": "its packages and two nodes with a kernel's stand-in take six minutes",
    "reverse_proxy/traefik": "the front door is swapped for it in every run, tests/roadmap/phase2",
    "backup/restic": "real services are copied, drilled and restored in tests/roadmap/phase2",
    "authentication/authelia": "its image is built of source; browsers log in in tests/roadmap",
    "tls/step_ca": "its image is built of source, and front doors ask it in tests/rehearsal",
    "monitoring/prometheus": "it reads, judges and misses real figures in tests/roadmap/phase2",
    "monitoring/node_exporter": "its figures are read there, on two nodes",
    "monitoring/blackbox_exporter": "it calls real names in tests/roadmap/phase2",
    "monitoring/cadvisor": "its program is a stand-in of ours, whose build takes minutes",
    "data/nats": "it is a container like others, and stands on nothing that they don't try",
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them before pytest leaves out what is slow."""
    for item in items:
        provider = getattr(item, "callspec", None) and item.callspec.params.get("conforming")  # type: ignore[attr-defined]
        if provider in LATER and item.get_closest_marker("lab"):
            item.add_marker(pytest.mark.slow)
