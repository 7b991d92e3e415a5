"""What dnsmasq itself must say, and who else may speak for the node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.roadmap.phase1.dns.dnsmasq.settings import DnsmasqSettings

if TYPE_CHECKING:
    from testinfra.host import Host


def test_dnsmasq_answers_now_and_after_a_reboot(host: Host) -> None:
    """The service runs, and starts at boot."""
    service = host.service("dnsmasq")
    assert service.is_running
    assert service.is_enabled


def test_its_configuration_is_valid(host: Host) -> None:
    """All of its files are accepted, so it will start again."""
    done = host.run("dnsmasq --test --conf-dir=/etc/dnsmasq.d,.dpkg-dist,.dpkg-old,.dpkg-new")
    assert done.rc == 0, done.stderr.strip()


def test_dhcp_is_served_only_where_it_is_declared(host: Host, node: Node[DnsmasqSettings]) -> None:
    """Addresses are handed out where that is declared, and nowhere else."""
    listening = host.check_output("ss -Hlnup 'sport = :67'").splitlines()
    is_served = any('"dnsmasq"' in line for line in listening)
    assert is_served == (node.settings.dhcp is not None)
