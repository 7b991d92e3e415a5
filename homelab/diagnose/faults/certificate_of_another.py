"""The front door shows a certificate that isn't of the lab's authority, or for another name."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose import served
from homelab.diagnose.fault import Cause, Challenge, Fault
from homelab.diagnose.faults.chain_incomplete import UNKNOWN_ISSUER
from homelab.model.lab import Lab

__all__ = ["FAULT"]

OF_ANOTHER = (18, 19, 62)
"""X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, _SELF_SIGNED_CERT_IN_CHAIN, _HOSTNAME_MISMATCH."""


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """Its chain is whole, and ends elsewhere."""
    for each in served.served(said):
        is_elsewhere = each.number > 1 and each.code in UNKNOWN_ISSUER
        if each.lives and (each.code in OF_ANOTHER or is_elsewhere):
            evidence = (
                f"{each.name} is shown a certificate of {each.issuer or 'nobody'}: {each.why}; "
                f"it is kept in {each.file or served.door(lab, host)}"
            )
            yield Cause(evidence, served.anew(lab, host, each))


FAULT = Fault(
    challenge=Challenge.CERTIFICATES,
    sign="browsers warn of an unknown issuer, or of a certificate for another name",
    cured_by="the certificate is deleted, and issued anew",
    ask=served.ask,
    find=find,
)
