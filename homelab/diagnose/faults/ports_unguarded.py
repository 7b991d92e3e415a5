"""The rules that keep published ports behind the firewall are gone."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose import containers
from homelab.diagnose.chains import DOCKER_USER, Chains
from homelab.diagnose.fault import Cause, Challenge, Fault, apply
from homelab.model.lab import Lab

__all__ = ["FAULT"]


def ask(lab: Lab, host: str) -> str | None:
    """The chain that Docker leaves to others."""
    return DOCKER_USER if containers.are_on(lab, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """It drops nothing."""
    if any(rule.drops for rule in Chains(said).rules):
        return
    found = "has no rule that drops anything" if said.strip() else "isn't there"
    evidence = f"the chain DOCKER-USER {found}, so all that is published is open"
    yield Cause(evidence, apply(lab, host, containers.TASK))


FAULT = Fault(
    challenge=Challenge.CONTAINER_NETWORKING,
    sign="every port that a container publishes can be called by everybody",
    cured_by="the container platform is applied anew",
    ask=ask,
    find=find,
)
