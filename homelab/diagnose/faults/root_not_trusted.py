"""A node doesn't trust the lab's own authority."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from homelab.diagnose.fault import Cause, Challenge, Fault, apply
from homelab.model.lab import Lab
from homelab.offers import CertificateAuthority

__all__ = ["FAULT"]

BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
TASK = "tls"


def ask(lab: Lab, host: str) -> str | None:
    """What isn't in the bundle of what the node trusts: a line of each root."""
    marks = _marks(lab, host)
    if not marks:
        return None
    return f'for mark in {shlex.join(marks)}; do grep -qsF "$mark" {BUNDLE} || echo "$mark"; done'


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """There is such a root."""
    missing = said.split()
    if missing:
        of = ", ".join({each.offer.directory: "" for each in lab.offers(CertificateAuthority)})
        evidence = f"{BUNDLE} lacks {len(missing)} of the roots of {of}"
        yield Cause(evidence, apply(lab, host, TASK))


def _marks(lab: Lab, host: str) -> list[str]:
    """A line of each root that its host declares: of its signature, which no other has."""
    if not any(choice.task == TASK for choice in lab.hosts[host].choices):
        return []
    roots = [each.offer.root for each in lab.offers(CertificateAuthority) if each.offer.root]
    ends = [part.split("-----END")[0] for root in roots for part in root.split("-----BEGIN")[1:]]
    return list(dict.fromkeys(end.splitlines()[-2] for end in ends))


FAULT = Fault(
    challenge=Challenge.CERTIFICATES,
    sign="the node and its containers refuse names of the lab that others open",
    cured_by="TLS is applied anew",
    ask=ask,
    find=find,
)
