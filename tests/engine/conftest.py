"""Three real nodes, each let in by another way at first, and a lab that wishes them secure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.rehearsed import SECURE, Rehearsed, standing

INVENTORY = """
nodes = [
    ("by-password", {"remote_access": {"first_contact": {"password": "secret:first"}}}),
    "by-key",
    (
        "by-sudo",
        {"remote_access": {"first_contact": {"user": "debian", "password": "secret:first"}}},
    ),
]
"""


@pytest.fixture(scope="package")
def three_nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """The nodes, up for all tests."""
    with standing(tmp_path_factory.mktemp("engine"), INVENTORY, SECURE) as rehearsed:
        yield rehearsed


@pytest.fixture
def lab(three_nodes: Rehearsed, monkeypatch: pytest.MonkeyPatch) -> Rehearsed:
    """The lab with its first wishes, whatever state earlier tests left the nodes in."""
    monkeypatch.chdir(three_nodes.root)
    three_nodes.wish("")
    return three_nodes
