"""Where the lab has certificates, every name that is to be encrypted is covered by them."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.model.steps import steps_to_value
from homelab.offers import CertificateAuthority, Route

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Routes outside of the domains that any authority of the lab issues for."""
    issuers = [offered.offer for offered in draft.lab.offers(CertificateAuthority)]
    domains = list(dict.fromkeys(domain for issuer in issuers for domain in issuer.domains))
    for offered in draft.lab.offers(Route) if issuers else ():
        route = offered.offer
        if route.is_encrypted and not any(issuer.covers(route.host) for issuer in issuers):
            yield draft.merged[offered.host].fault(
                steps_to_value(draft.lab, offered, offered.offer.host),
                f"no certificate covers {route.host}",
                f"choose a name in {' or '.join(domains)}, add its domain to tls.domains, or "
                'write "is_encrypted": False',
            )
