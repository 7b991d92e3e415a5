"""What every way to certificates must meet, seen by those who come by HTTPS."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.offers import Route
from homelab.roadmap.phase2.tls.settings import TlsSettings
from homelab.routing import authority, front_door
from homelab.verify.web import certificate, get

if TYPE_CHECKING:
    from homelab.verify.vantage import Vantage

TlsNode = Node[TlsSettings]
LEFT = 0.2
"""Of a certificate's life; by then it should have been renewed, which begins at a third to a
quarter, as the reverse proxy has it."""


def entered(node: TlsNode) -> list[tuple[str, str]]:
    """Each name with a certificate, and the address of its front door."""
    doors = [(each.offer, front_door(node.lab, each.host)) for each in node.lab.offers(Route)]
    addresses = node.lab.addresses()
    return [
        (r.host, addresses[d.host]) for r, d in doors if d is not None and authority(node.lab, r)
    ]


def test_every_name_is_trusted_here(node: TlsNode, here: Vantage) -> None:
    """Every name's certificate is trusted by this node, for that name."""
    for name, address in entered(node):
        answer = get(here, f"https://{name}/", at=address, until=lambda a: a.status > 0)
        assert answer.status > 0, str(answer)


def test_every_certificate_is_fresh(node: TlsNode, here: Vantage) -> None:
    """Every name's certificate has a good part of its life before it."""
    for name, address in entered(node):
        found = certificate(here, name, address)
        begins, ends = (when(found[key]) for key in ("notBefore", "notAfter"))
        left = (ends - datetime.now(UTC)) / (ends - begins)
        assert left > LEFT, f"{name}: {left:.0%} of its life is left, until {ends:%Y-%m-%d %H:%M}"


def when(text: str) -> datetime:
    """A time as openssl prints it."""
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(text), UTC)
