"""Subnet choice: free, stable for one lab, apart for two."""

from ipaddress import IPv4Network, IPv6Network, ip_network

import pytest

from homelab.lab import LabError
from homelab.lab.networks import _destinations
from homelab.lab.subnets import POOL, Subnet, free_host, free_ipv4, unique_local


def test_a_lab_begins_at_a_place_of_its_own_and_keeps_it() -> None:
    assert next(free_ipv4("ab12cd", [])) == next(free_ipv4("ab12cd", []))
    assert next(free_ipv4("ab12cd", [])) != next(free_ipv4("ab12ce", []))


def test_what_is_taken_is_passed_over() -> None:
    first = next(free_ipv4("ab12cd", []))
    second = next(free_ipv4("ab12cd", [first]))
    assert second != first
    assert second.subnet_of(POOL)
    assert not next(free_ipv4("ab12cd", [first.supernet(new_prefix=16)])).overlaps(
        first.supernet(new_prefix=16)
    )


def test_a_full_pool_offers_nothing() -> None:
    assert list(free_ipv4("ab12cd", [IPv4Network("10.0.0.0/8")])) == []


def test_the_ipv6_subnet_is_unique_local_and_differs_by_lab_and_network() -> None:
    subnets = {
        unique_local(lab, network)
        for lab in ("ab12cd", "ab12ce")
        for network in ("management", "lan")
    }
    assert len(subnets) == 4
    assert all(
        subnet.subnet_of(IPv6Network("fd00::/8")) and subnet.prefixlen == 64 for subnet in subnets
    )


def test_the_same_digits_are_read_in_both_addresses() -> None:
    ipv4, ipv6 = Subnet(IPv4Network("10.200.3.0/24"), IPv6Network("fd00:1::/64")).addresses(11)
    assert (str(ipv4), str(ipv6)) == ("10.200.3.11", "fd00:1::11")


def test_a_new_node_takes_the_lowest_number_that_nobody_has() -> None:
    assert free_host([]) == 11
    assert free_host([11, 13]) == 12
    with pytest.raises(LabError, match="the lab is full"):
        free_host(range(11, 251))


def test_routes_of_every_kind_count_as_taken_but_the_default() -> None:
    routes = """default via 192.0.2.1 dev eth0
192.0.2.0/24 dev eth0 proto kernel scope link src 192.0.2.2
local 192.0.2.2 dev eth0 table local proto kernel scope host src 192.0.2.2
broadcast 192.0.2.255 dev eth0 table local
unreachable 198.51.100.0/24 metric 5
"""
    assert [str(ip_network(found)) for found in _destinations(routes)] == [
        "192.0.2.0/24",
        "192.0.2.2/32",
        "192.0.2.255/32",
        "198.51.100.0/24",
    ]
