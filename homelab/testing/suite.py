"""The kit's tests: every rule is one test of every provider."""

from __future__ import annotations

import pytest

from homelab.testing.exemptions import exemptions_name_rules
from homelab.testing.life.killing import converges_wherever_it_is_killed
from homelab.testing.life.standing import Standing
from homelab.testing.package import Package, open_package
from homelab.testing.plan.foreseen import Foreseen
from homelab.testing.plan.snapshots import Snapshots
from homelab.testing.rule import Rule, judge
from homelab.testing.rules import ALL, LIFE, PLAN, SHAPE

__all__ = [
    "test_exemptions_name_rules",
    "test_it_can_be_imported",
    "test_it_converges_wherever_it_is_killed",
    "test_life",
    "test_plan",
    "test_shape",
]


def _name(rule: Rule) -> str:
    return rule.__name__


def test_it_can_be_imported(conforming: str) -> None:
    """The provider's package can be imported, and holds a PROVIDER."""
    task, _, provider = conforming.partition("/")
    open_package(task, provider)


def test_exemptions_name_rules(package: Package) -> None:
    """Each exemption names a rule of the kit and gives its reason."""
    judge(exemptions_name_rules, {}, package, ALL)


@pytest.mark.parametrize("rule", SHAPE, ids=_name)
def test_shape(package: Package, rule: Rule) -> None:
    """The provider's files are as every provider's are."""
    judge(rule, package.provider.exempt, package)


@pytest.mark.parametrize("rule", PLAN, ids=_name)
def test_plan(package: Package, foreseen: Foreseen, snapshots: Snapshots, rule: Rule) -> None:
    """The provider's examples can be planned, the same every time."""
    judge(rule, package.provider.exempt, foreseen, snapshots)


@pytest.mark.lab
@pytest.mark.parametrize("rule", LIFE, ids=_name)
def test_life(package: Package, standing: Standing, rule: Rule) -> None:
    """The provider comes, works, heals and goes on real nodes."""
    judge(rule, package.provider.exempt, standing)


@pytest.mark.lab
@pytest.mark.slow
def test_it_converges_wherever_it_is_killed(standing: Standing) -> None:
    """The provider is made whole by a second apply, whichever operation was the first's last."""
    judge(converges_wherever_it_is_killed, {}, standing)
