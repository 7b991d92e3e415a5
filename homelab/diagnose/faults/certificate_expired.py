"""The front door shows a certificate that has ended."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose import served
from homelab.diagnose.fault import Cause, Challenge, Fault, run
from homelab.model.lab import Lab

__all__ = ["FAULT"]


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """Its time is over; once started anew, a front door asks its authority at once."""
    ended = [each for each in served.served(said) if not each.lives]
    if ended:
        listed = ", ".join(f"{each.name} ({each.file or 'no file'}: {each.ends})" for each in ended)
        door = served.door(lab, host)
        evidence = f"{door} shows certificates that have ended: {listed}"
        yield Cause(evidence, run(f"docker restart {door}"))


FAULT = Fault(
    challenge=Challenge.CERTIFICATES,
    sign="browsers warn that a certificate has expired",
    cured_by="the front door is restarted, and asks its authority at once",
    ask=served.ask,
    find=find,
)
