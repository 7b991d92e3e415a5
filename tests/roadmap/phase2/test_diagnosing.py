"""A fault of each challenge of Phase 2 is made, named alone, and gone after its cure.

tests/diagnose/ takes nodes through all that are known.
"""

from __future__ import annotations

import pytest
from support.faults import named, take_through
from support.rehearsed import Rehearsed

pytestmark = pytest.mark.lab

ONE_OF_EACH = {
    "service_off_network": "gateway",
    "hosts_shadow": "alpha",
    "published_port_dropped": "gateway",
    "chain_incomplete": "gateway",
    "timer_off": "alpha",
    "port_taken": "gateway",
}


def test_nothing_is_named_where_all_is_well(lab: Rehearsed) -> None:
    assert named(lab) == []


@pytest.mark.parametrize("fault", ONE_OF_EACH)
def test_a_fault_is_named_and_gone_after_its_cure(lab: Rehearsed, fault: str) -> None:
    take_through(lab, fault, ONE_OF_EACH[fault])
