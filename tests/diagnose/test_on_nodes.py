"""Each fault that a rehearsal can make is named, alone, and gone after the cure that is said."""

from __future__ import annotations

import pytest
from support.faults import named, take_through
from support.rehearsed import Rehearsed

from homelab.engine import Terms
from homelab.rehearsal.breaking import ways
from homelab.result import ExitCode, exit_code

pytestmark = [pytest.mark.lab, pytest.mark.slow]  # minutes, and a lab of its own

ON_GATEWAY = {
    "certificate_expired",
    "certificate_of_another",
    "chain_incomplete",
    "dns_silent",
    "name_answered_wrongly",
    "port_denied",
    "port_taken",
    "published_port_dropped",
    "service_off_network",
    "tunnel_not_passed_on",
}
"""What takes the front door, the VPN or the DNS server to make; alpha has all else."""


def wish_for_more(lab: Rehearsed) -> None:
    """Wish for more memory and processors, and apply that."""
    more = '"pages": {"mem_limit": "600 MiB", "cpus": 1,'
    wishes = lab.root / "group_data" / "alpha.py"
    for wished in (more, '"pages": {'):  # and back, so that a container is made anew each time
        wishes.write_text(
            wishes.read_text().replace(more, '"pages": {').replace('"pages": {', wished)
        )
        results = lab.load().apply(Terms(hosts=frozenset({"alpha"}), tasks=frozenset({"services"})))
        assert exit_code(results) is ExitCode.OK


RENAMED = "ip link set lost0 down && ip link set lost0 name eth1 && ip link set eth1 up"
BY_HAND = {
    "interface_missing": lambda lab: lab.run("alpha", RENAMED),
    "disk_full": lambda lab: lab.run("alpha", "rm /srv/full/old-disk.img"),
    "inodes_used_up": lambda lab: lab.run("alpha", "rm /srv/files/*"),
    "out_of_memory": wish_for_more,
    "processor_limit": wish_for_more,
    "repository_full": lambda lab: lab.run("alpha", "rm /var/backups/homelab/old-disk.img"),
}
"""What a person would do on the node, where a cure is no command."""


def test_nothing_is_named_before(lab: Rehearsed) -> None:
    assert named(lab) == []


@pytest.mark.parametrize("fault", ways())
def test_a_fault_is_named_and_gone_after_its_cure(lab: Rehearsed, fault: str) -> None:
    take_through(lab, fault, "gateway" if fault in ON_GATEWAY else "alpha", BY_HAND)


def test_nothing_is_named_afterwards(lab: Rehearsed) -> None:
    assert named(lab) == []
