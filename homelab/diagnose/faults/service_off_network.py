"""A service has lost the network that it shares with its front door."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from homelab.diagnose import containers
from homelab.diagnose.fault import Cause, Challenge, Fault, run
from homelab.model.lab import Lab
from homelab.offers import FrontDoor, Route
from homelab.workload.naming import workload_name

__all__ = ["FAULT"]


def ask(lab: Lab, host: str) -> str | None:
    """All that Docker knows of the workloads."""
    is_entered = lab.offers(FrontDoor, host) and containers.are_on(lab, host)
    return containers.INSPECT if is_entered else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """It is in none of the front door's networks."""
    found = containers.inspected(said)
    door = workload_name(lab.offers(FrontDoor, host)[0].provider)
    theirs = _networks(found.get(door))
    for offered in lab.offers(Route, host):
        name = workload_name(offered.provider)
        if not theirs or name not in found or not found[name]["State"]["Running"]:
            continue
        own = _networks(found[name])
        if not own & theirs and "host" not in own:
            evidence = (
                f"{name} is in {', '.join(sorted(own)) or 'no network'}, and {door}, which leads "
                f"{offered.offer.host} to it, in {', '.join(sorted(theirs))}"
            )
            file = found[name]["Config"]["Labels"]["com.docker.compose.project.config_files"]
            line = f"docker compose --file {file} up --detach --force-recreate"
            yield Cause(evidence, run(line))


def _networks(container: dict[str, Any] | None) -> set[str]:
    return set(container["NetworkSettings"]["Networks"]) if container else set()


FAULT = Fault(
    challenge=Challenge.CONTAINER_NETWORKING,
    sign="a name is answered with 502 Bad Gateway, though its service runs",
    cured_by="the service's container is made anew, with its networks and its data",
    ask=ask,
    find=find,
)
