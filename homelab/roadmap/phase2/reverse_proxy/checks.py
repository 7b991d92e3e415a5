"""What every reverse proxy must meet, seen by those who come through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.logins import login_page
from homelab.roadmap.phase2.reverse_proxy.settings import ReverseProxySettings
from homelab.routing import address_of, authority, backends
from homelab.verify.web import get, is_asked, is_service, through

if TYPE_CHECKING:
    from homelab.verify.vantage import Vantage

ProxyNode = Node[ReverseProxySettings]
REDIRECTS = {301, 302, 307, 308}
REFUSALS = {0, 404, 421}


def test_every_name_leads_to_its_service(node: ProxyNode, outside: Vantage) -> None:
    """Each route's name leads to its service, or to log in first, from another machine."""
    for backend in backends(node.lab, node.name):
        answer = through(outside, address_of(node.lab, backend.route), node.address)
        page = login_page(node.lab, backend.route)
        assert is_asked(answer, page) if page else is_service(answer), str(answer)


def test_plain_http_leads_to_https(node: ProxyNode, outside: Vantage) -> None:
    """Who comes by plain HTTP to a name with a certificate is sent to HTTPS."""
    names = [b.route.host for b in backends(node.lab, node.name) if authority(node.lab, b.route)]
    if not names:
        pytest.skip("no name has a certificate")
    for name in names:
        answer = get(outside, f"http://{name}/", at=node.address)
        assert answer.status in REDIRECTS, str(answer)
        assert answer.headers.get("location", "").startswith(f"https://{name}/"), str(answer)


def test_a_name_of_nobody_leads_nowhere(node: ProxyNode, outside: Vantage) -> None:
    """A name that no service has is refused."""
    answer = get(outside, "http://nobody.invalid/", at=node.address)
    assert answer.status in REFUSALS, str(answer)
