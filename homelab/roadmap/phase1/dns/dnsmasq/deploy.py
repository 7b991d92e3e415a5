"""Declare the lab's names in one file, have dnsmasq test it, and let it answer."""

from __future__ import annotations

from pyinfra import host
from pyinfra.operations import files

from homelab.contract import Node
from homelab.operations.files import content
from homelab.operations.packages import absent, installed
from homelab.operations.services import serving
from homelab.roadmap.phase1.dns.dnsmasq.declared import (
    foreign_names,
    host_records,
    refuse_another_server,
)
from homelab.roadmap.phase1.dns.dnsmasq.facts import OtherServers, Server
from homelab.roadmap.phase1.dns.dnsmasq.settings import DnsmasqSettings

__all__ = ["deploy", "purge", "remove"]

CONF = "etc/dnsmasq.d/homelab.conf"
DROP_IN = "etc/systemd/system/dnsmasq.service.d/10-homelab.conf"
LEASES = "/var/lib/misc/dnsmasq.leases"
TEST = f"dnsmasq --test --conf-file=/{CONF}"


def deploy(node: Node[DnsmasqSettings]) -> None:
    """It answers as declared, and never as Debian's package would by itself.

    So its files are there before the package, whose installation starts it.
    """
    servers: list[Server] = host.get_fact(OtherServers)
    refuse_another_server(node, servers)
    content(
        name="the lab's names are declared",
        path=f"/{CONF}",
        text=node.render(
            f"{CONF}.j2", records=list(host_records(node)), foreign=foreign_names(node)
        ),
        check=f"! command -v dnsmasq >/dev/null || {TEST}",
    )
    # dnsmasq reads every file of that folder: one that a killed run left behind, too.
    files.file(name="no former names are left", path=f"/{CONF}.homelab-old", present=False)
    content(
        name="dnsmasq leaves the node's own resolver alone",
        path=f"/{DROP_IN}",
        text=node.render(f"{DROP_IN}.j2"),
    )
    installed(name="dnsmasq is installed", packages=["dnsmasq"])
    serving(
        name="dnsmasq answers, now and after a reboot",
        unit="dnsmasq.service",
        files=["/etc/dnsmasq.d", f"/{DROP_IN}"],
        check=TEST,
    )


def remove(node: Node[DnsmasqSettings]) -> None:
    """Nobody answers any more; who has which address by DHCP is kept.

    Debian's dnsmasq-base stays: it runs nothing, and others use it (libvirt, NetworkManager).
    """
    del node
    absent(name="dnsmasq isn't installed", packages=["dnsmasq"])
    files.file(name="the lab's names aren't declared", path=f"/{CONF}", present=False)
    files.file(name="no former names are left", path=f"/{CONF}.homelab-old", present=False)
    files.file(name="dnsmasq's unit is its own again", path=f"/{DROP_IN}", present=False)


def purge(node: Node[DnsmasqSettings]) -> None:
    """Who has which address is forgotten."""
    del node
    files.file(name="no lease is left", path=LEASES, present=False)
