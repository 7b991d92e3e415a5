"""A name that is visited by HTTPS is one that the lab's authorities issue certificates for.

A lab without an authority is visited by plain HTTP, and asks for none.
"""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import CertificateAuthority, Route
from homelab.routing import authority

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Encrypted routes whose host no authority covers, in a lab that has any."""
    lab = draft.lab
    offers = (offered.offer for offered in lab.offers(CertificateAuthority))
    covered = list(dict.fromkeys(domain for each in offers for domain in each.domains))
    if not covered:
        return
    for offered in lab.offers(Route):
        route = offered.offer
        if route.is_encrypted and authority(lab, route) is None:
            yield draft.fault(
                offered,
                f"{route.host} gets no certificate, as the lab's are for {' and '.join(covered)}",
                f"call it '{route.host.partition('.')[0]}.{covered[0]}', add its domain to tls, "
                "or say `is_encrypted` False",
                at=("route", "host"),
            )
