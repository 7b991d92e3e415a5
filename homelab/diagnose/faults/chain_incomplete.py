"""The front door shows a certificate without those that lead from it to the root."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose import served
from homelab.diagnose.fault import Cause, Challenge, Fault
from homelab.model.lab import Lab

__all__ = ["FAULT"]

UNKNOWN_ISSUER = (20, 21)
"""X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, _VERIFY_LEAF_SIGNATURE."""


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """It comes alone, and who signed it isn't known."""
    for each in served.served(said):
        is_alone = each.number == 1 and not each.is_self_signed
        if is_alone and each.lives and each.code in UNKNOWN_ISSUER:
            evidence = (
                f"{each.name} is shown alone: its issuer, {each.issuer}, is neither sent along "
                f"nor a root ({each.why}); it is kept in {each.file or served.door(lab, host)}"
            )
            yield Cause(evidence, served.anew(lab, host, each))


FAULT = Fault(
    challenge=Challenge.CERTIFICATES,
    sign="some programs refuse a certificate that browsers accept",
    cured_by="the certificate is deleted, and issued anew",
    ask=served.ask,
    find=find,
)
