"""What a failed assertion says to a person."""

from __future__ import annotations

import pytest

from homelab.verify.explain import Comparison, explain


@pytest.mark.parametrize(
    ("comparison", "said"),
    [
        (Comparison("==", "yes", "no"), "expected: no\nactual:   yes"),
        (Comparison("==", {22, 80}, {22}), "expected: 22\nactual:   22, 80"),
        (Comparison("==", [], ("a",)), "expected: a\nactual:   nothing"),
        (Comparison("!=", "root", "root"), "expected: anything but root\nactual:   root"),
        (Comparison("in", "a", ["b", "c"]), "expected: a in it\nactual:   b, c"),
        (Comparison("<=", 5, 3), "expected: at most 3\nactual:   5"),
        (Comparison("is", None, "on"), "expected: on\nactual:   nothing"),
    ],
)
def test_a_comparison_reads_as_expected_and_actual(comparison: Comparison, said: str) -> None:
    assert explain(AssertionError("assert ..."), comparison) == said


def test_the_checks_own_words_come_first() -> None:
    error = AssertionError("expected: open\n  actual: closed\nassert 1 == 2")
    assert explain(error, Comparison("==", 1, 2)) == "expected: open\nactual: closed"


def test_a_long_value_is_cut() -> None:
    assert len(explain(AssertionError("assert x"), Comparison("==", "x" * 5000, ""))) < 700
