"""A domain is certified by one authority, or it would be chance whose certificate a name has."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import CertificateAuthority, Offered

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Authorities for a domain that another one of the lab has; the same one may stand twice."""
    owners: dict[str, Offered[CertificateAuthority]] = {}
    for offered in draft.lab.offers(CertificateAuthority):
        for domain in offered.offer.domains:
            owner = owners.setdefault(domain, offered)
            if owner.offer.directory != offered.offer.directory:
                yield draft.fault(
                    offered,
                    f"{domain} is certified by {owner.by} on {owner.host} already",
                    "name the one host that is to run it, or give each its own domains",
                    at=("domains",),
                )
