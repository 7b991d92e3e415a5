"""Each rule of life catches a provider that is spoiled in its way, on real nodes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from conformance.mutations import LIFE_MUTATIONS, Mutation
from conformance.outside import failed_rules, run_kit, spoil, write_package

from homelab.testing.rules import ALL, LIFE

pytestmark = [pytest.mark.lab, pytest.mark.slow]


@pytest.fixture(scope="module")
def caught(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[str]]:
    """The rules that each spoiled provider failed, and the good one."""
    root = tmp_path_factory.mktemp("spoiled")
    write_package(root, ["toy", *(mutation.name for mutation in LIFE_MUTATIONS)])
    spoil(root, LIFE_MUTATIONS)
    run_kit(root, "-m", "lab and not slow")
    return failed_rules(root, ALL)


def test_a_good_provider_lives(caught: Mapping[str, set[str]]) -> None:
    assert "toy" not in caught


@pytest.mark.parametrize("mutation", LIFE_MUTATIONS, ids=lambda mutation: mutation.name)
def test_what_is_spoiled_is_caught(mutation: Mutation, caught: Mapping[str, set[str]]) -> None:
    assert mutation.rule in caught[mutation.name]


def test_every_rule_of_life_has_been_seen_to_fail() -> None:
    assert {rule.__name__ for rule in LIFE} == {mutation.rule for mutation in LIFE_MUTATIONS}
