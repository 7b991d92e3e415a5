"""The exemptions that a provider claims: each names a rule and says why."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from homelab.testing.package import Package
from homelab.testing.rule import Rule

__all__ = ["exemptions_name_rules"]


def exemptions_name_rules(package: Package, rules: Collection[Rule]) -> Iterator[str]:
    """Each exemption in PROVIDER names a rule of the kit and gives its reason."""
    names = {rule.__name__ for rule in rules}
    for name, reason in package.provider.exempt.items():
        if name not in names:
            yield f"exempt: {name!r} is no rule"
        if not reason.strip():
            yield f"exempt: {name!r} gives no reason"
