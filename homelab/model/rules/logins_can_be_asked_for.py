"""A name that asks who comes is one that its visitors' logins hold for.

They are kept by a cookie of one domain, which browsers send by HTTPS alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from homelab.logins import keeper, login
from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.names import is_beneath
from homelab.offers import CertificateAuthority, Route
from homelab.routing import authority

__all__ = ["faults"]

CURE = 'or let everybody pass: "login": {"policy": "bypass"}'


def faults(draft: Draft) -> Iterator[Fault]:
    """Guarded names outside of the keeper's domain or without a certificate, its own among them."""
    lab = draft.lab
    found = keeper(lab)
    if found is None:
        return
    page, domain = found.offer.host, found.offer.domain
    for offered in lab.offers(Route):
        route = offered.offer
        is_page = route.host == page
        if not is_page and login(lab, route) is None:
            continue
        if not is_beneath(route.host, domain):
            problem = f"{route.host} can't ask who comes, as logins hold in {domain}"
            cure = f"call it '{route.host.partition('.')[0]}.{domain}'"
        elif lab.offers(CertificateAuthority) and authority(lab, route) is None:
            problem = f"{route.host} can't ask who comes, as it has no certificate"
            cure = f"add {domain} to tls" if route.is_encrypted else "leave out `is_encrypted`"
        else:
            continue
        cure = cure if is_page else f"{cure}, {CURE}"
        yield draft.fault(offered, problem, cure, at=("route", "host"))
