"""What is declared to dnsmasq, and what keeps it from answering."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from homelab.contract import Node
from homelab.errors import HomelabError
from homelab.names import is_beneath, lab_names, short
from homelab.roadmap.phase1.dns.dnsmasq.facts import Server
from homelab.roadmap.phase1.dns.dnsmasq.settings import DnsmasqSettings

__all__ = ["foreign_names", "host_records", "refuse_another_server"]

DnsmasqNode = Node[DnsmasqSettings]
RESOLVED = "systemd-resolve"
RESOLVED_CURE = (
    "have it leave the port with `DNSStubListener=no` in /etc/systemd/resolved.conf and "
    "`ln -sf /run/systemd/resolve/resolv.conf /etc/resolv.conf`, then restart it"
)


def host_records(node: DnsmasqNode) -> Iterator[tuple[str, ...]]:
    """Every name with its address, in dnsmasq's order: NAME.DOMAIN, the short NAME, the address.

    An address is turned back into the first name that has it, and hosts come first.
    """
    domain = node.settings.domain
    for name, address in (*lab_names(node.lab, domain).items(), *node.settings.entries()):
        label = short(name, domain)
        yield (name, address) if label is None else (name, label, address)


def foreign_names(node: DnsmasqNode) -> tuple[str, ...]:
    """Declared names outside of the lab's domain, which are answered for all the same."""
    names = (name for name, _ in node.settings.entries())
    return tuple(dict.fromkeys(n for n in names if not is_beneath(n, node.settings.domain)))


def refuse_another_server(node: DnsmasqNode, servers: Collection[Server]) -> None:
    """Raise HomelabError where something else answers on DNS's port."""
    if not servers:
        return
    programs = list(dict.fromkeys(server.program for server in servers))
    places = ", ".join(sorted({str(server) for server in servers}))
    cure = f"stop and disable {' and '.join(programs)}, or wish for dns on another node"
    if programs == [RESOLVED]:
        cure = RESOLVED_CURE
    raise HomelabError(f"{node.name}: port 53 is taken by {places}; {cure}")
