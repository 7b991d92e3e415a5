"""A provider from outside is held to the same rules, and each rule catches what breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from conformance.mutations import EXEMPTIONS, IMPORT, MUTATIONS, Mutation
from conformance.outside import failed_rules, run_kit, write_package, write_provider

from homelab.testing.rules import ALL, PLAN, SHAPE


def test_a_good_provider_from_outside_passes(tmp_path: Path) -> None:
    write_package(tmp_path, ["toy"])
    write_provider(tmp_path / "homelab_toys", "toy")

    stored = run_kit(tmp_path, "-m", "not lab", "--update-snapshots")
    again = run_kit(tmp_path, "-m", "not lab")

    assert stored.returncode == again.returncode == 0, stored.stdout + again.stdout
    assert (tmp_path / "tests" / "snapshots" / "version_control.toy.full.txt").is_file()


@pytest.fixture(scope="module")
def caught(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[str]]:
    """The rules that each spoiled provider failed."""
    root = tmp_path_factory.mktemp("spoiled")
    write_package(root, [mutation.name for mutation in MUTATIONS])
    for mutation in MUTATIONS:
        write_provider(root / "homelab_toys", mutation.name)
    _spoil(root, is_later=False)
    run_kit(root, "-k", "plans_equal_their_snapshots", "--update-snapshots")
    _spoil(root, is_later=True)
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


def _spoil(root: Path, *, is_later: bool) -> None:
    for mutation in MUTATIONS:
        if mutation.is_later == is_later:
            path = root / "homelab_toys" / mutation.name / mutation.file
            if mutation.new is None:
                path.unlink()
                continue
            text = path.read_text() if mutation.old else ""
            assert mutation.old in text, f"{mutation.name}: {mutation.old!r} isn't in {path}"
            path.write_text(text.replace(mutation.old, mutation.new) if text else mutation.new)
