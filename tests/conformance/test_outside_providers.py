"""A provider from outside is held to the same rules, and each rule catches what breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from conformance.mutations import EXEMPTIONS, IMPORT, MUTATIONS, Mutation
from conformance.outside import failed_rules, run_kit, spoil, write_package

from homelab.testing.rules import ALL, PLAN, SHAPE


def test_a_good_provider_from_outside_passes(tmp_path: Path) -> None:
    write_package(tmp_path, ["toy"])

    stored = run_kit(tmp_path, "-m", "not lab", "--update-snapshots")
    again = run_kit(tmp_path, "-m", "not lab")

    assert stored.returncode == again.returncode == 0, stored.stdout + again.stdout
    assert (tmp_path / "tests" / "snapshots" / "service_mesh.toy.full.txt").is_file()


@pytest.fixture(scope="module")
def caught(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[str]]:
    """The rules that each spoiled provider failed."""
    root = tmp_path_factory.mktemp("spoiled")
    write_package(root, [mutation.name for mutation in MUTATIONS])
    spoil(root, (mutation for mutation in MUTATIONS if not mutation.is_later))
    run_kit(root, "-k", "plans_equal_their_snapshots", "--update-snapshots")
    spoil(root, (mutation for mutation in MUTATIONS if mutation.is_later))
    run_kit(root, "-m", "not lab")
    return failed_rules(root, ALL)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_what_is_spoiled_is_caught_by_its_rule_alone(
    mutation: Mutation, caught: Mapping[str, set[str]]
) -> None:
    assert caught[mutation.name] == {mutation.rule}


def test_every_rule_of_shape_and_plan_has_been_seen_to_fail() -> None:
    rules = {rule.__name__ for rule in (*SHAPE, *PLAN)} | {IMPORT, EXEMPTIONS}
    assert rules == {mutation.rule for mutation in MUTATIONS}
