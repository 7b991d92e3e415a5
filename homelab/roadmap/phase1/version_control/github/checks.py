"""What GitHub must say of the repository, to the token and to strangers."""

from __future__ import annotations

import pytest

from homelab.contract import Node
from homelab.roadmap.phase1.version_control.checks import found_at, taken_by
from homelab.roadmap.phase1.version_control.github.api import forge_of
from homelab.roadmap.phase1.version_control.github.settings import GithubSettings

Kept = Node[GithubSettings]


def test_it_is_seen_by_whom_it_should(node: Kept) -> None:
    """GitHub shows a private repository to nobody who isn't let in."""
    if not node.settings.private:
        pytest.skip("it may be public")
    found = found_at(node, node.settings.place, forge_of)
    assert found is not None, f"{node.settings.place.url} isn't there"
    assert found.is_private, f"{node.settings.place.url} is public; make it private there"


def test_the_token_may_push(node: Kept) -> None:
    """GitHub would take another commit by this token."""
    assert taken_by(node, node.settings.place) == ""
