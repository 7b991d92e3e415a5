"""What an ACME authority must meet, seen by the nodes that trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.roadmap.phase2.tls.acme.settings import AcmeSettings
from homelab.verify.web import get

if TYPE_CHECKING:
    from homelab.verify.vantage import Vantage


def test_the_authority_answers(node: Node[AcmeSettings], here: Vantage) -> None:
    """The authority's directory answers this node over HTTPS that it trusts."""
    answer = get(here, node.settings.directory)
    assert '"newOrder"' in answer.body, str(answer)
