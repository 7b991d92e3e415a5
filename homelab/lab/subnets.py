"""Which addresses a lab takes: pure functions of what is taken already."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from homelab.lab.errors import LabError

POOL = IPv4Network("10.128.0.0/9")
"""The upper half of 10/8 (RFC 1918): homes and clouds mostly take the lower half."""

FIRST_HOST = 11
LAST_HOST = 250


@dataclass(frozen=True)
class Subnet:
    """One dual-stack network: host number 11 is `.11` and `::11`."""

    ipv4: IPv4Network
    ipv6: IPv6Network

    def addresses(self, host: int) -> tuple[IPv4Address, IPv6Address]:
        """Both addresses of one host number; the same digits are read in both."""
        return self.ipv4[host], self.ipv6[int(str(host), 16)]


def free_ipv4(lab: str, taken: Iterable[IPv4Network]) -> Iterator[IPv4Network]:
    """Every /24 of the pool that overlaps nothing taken, from a place of this lab's own onward."""
    taken = tuple(taken)
    count = 1 << (24 - POOL.prefixlen)
    start = int(hashlib.sha256(lab.encode()).hexdigest(), 16) % count
    for step in range(count):
        base = int(POOL.network_address) + (((start + step) % count) << 8)
        subnet = IPv4Network((base, 24))
        if not any(subnet.overlaps(other) for other in taken):
            yield subnet


def unique_local(lab: str, network: str) -> IPv6Network:
    """The /64 of one network of one lab: unique local (RFC 4193), its bits from the lab's hash."""
    bits = hashlib.sha256(lab.encode()).digest()[:5]
    subnet = hashlib.sha256(network.encode()).digest()[:2]
    return IPv6Network((b"\xfd" + bits + subnet + bytes(8), 64))


def free_host(taken: Iterable[int]) -> int:
    """The lowest host number that no node has."""
    used = set(taken)
    for host in range(FIRST_HOST, LAST_HOST + 1):
        if host not in used:
            return host
    raise LabError(f"the lab is full: {LAST_HOST - FIRST_HOST + 1} nodes stand already")
