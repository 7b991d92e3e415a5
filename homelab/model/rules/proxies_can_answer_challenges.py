"""The front door can answer the challenge that the lab's authority sets."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import CertificateAuthority, FrontDoor

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Challenges that a front door of the lab can't answer."""
    issuers = draft.lab.offers(CertificateAuthority)
    for door in draft.lab.offers(FrontDoor):
        for offered in issuers[:1]:
            challenge, known = offered.offer.challenge, door.offer.challenges
            if challenge not in known:
                yield draft.fault(
                    offered,
                    f"{door.by} on {door.host} can't answer {challenge}",
                    f"choose {' or '.join(known)}, or another reverse proxy",
                    at=("challenge",),
                )
