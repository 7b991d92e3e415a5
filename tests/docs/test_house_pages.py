"""The manual's pages about the whole house name all that there is."""

from __future__ import annotations

from pathlib import Path

import homelab.model
from homelab import offers
from homelab.offers import Offer
from homelab.report.manual.conformance import conformance_page
from homelab.report.manual.house import offers_page, rules_page
from homelab.testing.rule import title
from homelab.testing.rules import ALL


def test_every_conformance_rule_is_there_with_its_sentence() -> None:
    page = conformance_page()
    for rule in ALL:
        assert f"| `{rule.__name__}` | {title(rule)} |" in page
    assert page.count("\n| `") == len(ALL)


def test_every_kind_of_offer_is_there() -> None:
    kinds = [getattr(offers, name) for name in offers.__all__]
    named = [kind.__name__ for kind in kinds if issubclass(kind, Offer) and kind is not Offer]
    assert [f"| `{name}` |" in offers_page() for name in named] == [True] * len(named)


def test_every_rule_over_the_lab_is_there() -> None:
    folder = Path(str(homelab.model.__file__)).parent / "rules"
    files = [path for path in folder.glob("*.py") if path.stem != "__init__"]
    assert rules_page().count("\n- ") == len(files) > 5
