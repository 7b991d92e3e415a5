"""A rule drops what comes to a published port before the lab's own rules let it in."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose import containers
from homelab.diagnose.chains import DOCKER_USER, Chains
from homelab.diagnose.fault import Cause, Challenge, Fault, apply
from homelab.model.lab import Lab

__all__ = ["FAULT"]


def ask(lab: Lab, host: str) -> str | None:
    """The chain that decides of published ports, and which those are."""
    return f"{DOCKER_USER}\n{containers.PUBLISHED}" if containers.are_on(lab, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """A port that is published and offered is dropped."""
    chains, published = Chains(said), containers.published(said)
    for port in containers.open_ports(lab, host):
        verdict = chains.verdict("DOCKER-USER", port)
        if verdict.drops and verdict.rule and (port.port, port.protocol) in published:
            evidence = f"{port}, which the lab opens, is dropped by: {verdict.rule.text}"
            yield Cause(evidence, apply(lab, host, containers.TASK))


FAULT = Fault(
    challenge=Challenge.FIREWALL,
    sign="a name or a port of the lab times out from outside, and works on its own node",
    cured_by="the container platform is applied anew",
    ask=ask,
    find=find,
)
