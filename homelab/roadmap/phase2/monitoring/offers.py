"""What every part of monitoring with a web page of its own offers."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.contract import Node
from homelab.offers import Login, Offer, Route
from homelab.roadmap.phase2.monitoring.settings import WebPageSettings

__all__ = ["web_page"]


def web_page(node: Node[WebPageSettings], port: int, health: str) -> Iterator[Offer]:
    """Its name, which leads to PORT, and the login before it; HEALTH is where it answers."""
    settings = node.settings
    if settings.route is not None:
        yield Route(settings.route, port, path=health)
        if settings.login is not None:
            yield Login(settings.route, settings.login)
