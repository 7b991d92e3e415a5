"""dnsmasq: a small DNS server that also hands out addresses, by one short file."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import Offer, OpenPort, Zone
from homelab.roadmap.phase1.dns.dnsmasq.settings import DnsmasqSettings

__all__ = ["PROVIDER"]


def offers(node: Node[DnsmasqSettings]) -> Iterator[Offer]:
    """The lab's domain, and the port for each network that may ask; DHCP's where it is served.

    Who asks for an address has none yet, so DHCP is open to everybody on the node's networks.
    """
    settings = node.settings
    yield Zone(settings.domain)
    for network in settings.networks:
        yield OpenPort(53, "udp", network, "DNS")
        yield OpenPort(53, "tcp", network, "DNS")
    if settings.dhcp is not None:
        yield OpenPort(67, "udp", comment="DHCP")


PROVIDER = Provider(
    settings=DnsmasqSettings,
    upstream="https://dnsmasq.org/docs/dnsmasq-man.html",
    offers=offers,
    exempt={"two_hosts_stay_apart": "what it answers is the names of the whole lab"},
)
