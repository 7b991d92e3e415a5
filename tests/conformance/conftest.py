"""Which lives are lived by `scripts/test --all` alone, so that everybody's run stays short."""

from __future__ import annotations

import pytest

LATER = {
    "reverse_proxy/traefik": "the front door is swapped for it in every run, tests/roadmap/phase2",
    "data/nats": "it is a container like others, and stands on nothing that they don't try",
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them before pytest leaves out what is slow."""
    for item in items:
        provider = getattr(item, "callspec", None) and item.callspec.params.get("conforming")  # type: ignore[attr-defined]
        if provider in LATER and item.get_closest_marker("lab"):
            item.add_marker(pytest.mark.slow)
