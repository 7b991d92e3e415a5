"""A rule, and what its verdict on a provider means for the test that asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

__all__ = ["Rule", "judge", "title"]

Rule = Callable[..., Iterable[str]]
"""Named by its function's name, which is what `exempt` uses; yields each fault it finds."""


def title(rule: Rule) -> str:
    """The rule as a sentence: its docstring's first line."""
    return (rule.__doc__ or "").strip().partition("\n")[0]


def judge(rule: Rule, exempt: Mapping[str, str], *arguments: Any) -> None:
    """Fail the running test for RULE's faults, or for an exemption that isn't needed.

    What is rightly exempt is an expected failure with its reason.
    """
    name = rule.__name__
    faults = list(rule(*arguments))
    reason = exempt.get(name)
    if reason is None and faults:
        listed = "\n".join(f"- {fault}" for fault in faults)
        pytest.fail(f"{name}: {title(rule)}\n{listed}", pytrace=False)
    if reason is not None and not faults:
        pytest.fail(
            f"exempt from {name} ({reason!r}), but it would pass; remove the exemption",
            pytrace=False,
        )
    if reason is not None:
        pytest.xfail(reason)
