"""Every fault is whole: named, said in words, made by a script, and one of a challenge's."""

from __future__ import annotations

from collections import Counter

import pytest

from homelab.diagnose.fault import Challenge
from homelab.diagnose.registry import fault, names, title
from homelab.rehearsal.breaking import told, ways
from homelab.roadmap.registry import phases


def test_every_fault_can_be_made_or_says_why_not() -> None:
    assert {name for name in names() if fault(name).unmade is None} == set(ways())


def test_every_challenge_of_the_first_two_phases_has_faults() -> None:
    written = [words for phase in phases()[:2] for words in phase.challenges]
    assert [each.words for each in Challenge] == written
    counted = Counter(fault(name).challenge for name in names())
    assert all(counted[each] >= each.value[0] for each in Challenge), counted


@pytest.mark.parametrize("name", names())
def test_a_fault_is_said_in_words(name: str) -> None:
    assert title(name).endswith(".")
    assert fault(name).unmade or told(name).endswith(".")
    for said in (fault(name).sign, fault(name).cured_by):
        assert said, name
        assert not said.endswith("."), said
