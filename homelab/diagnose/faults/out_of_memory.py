"""A service is killed because it reaches its memory limit."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose import containers
from homelab.diagnose.fault import Cause, Challenge, Fault, by_hand
from homelab.model.lab import Lab

__all__ = ["FAULT"]

MIB = 1024**2
PART = "## killed"
KILLED = "docker events --since 6h --until $(date +%s) --filter event=oom --format '{{.Actor.ID}}'"
"""In which containers the kernel killed something, as far as Docker remembers."""


def ask(lab: Lab, host: str) -> str | None:
    """All that Docker knows of the workloads, and of what was killed in them."""
    return f"{containers.INSPECT}echo '{PART}'; {KILLED}" if containers.are_on(lab, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """The kernel killed it, or a part of it, and it is still the container that it was."""
    del lab, host
    workloads, _, killed = said.partition(PART)
    for name, each in containers.inspected(workloads).items():
        times = killed.split().count(each["Id"])
        if not times and not each["State"]["OOMKilled"]:
            continue
        limit = f"{each['HostConfig']['Memory'] / MIB:.0f} MiB"
        owner = each["Config"]["Labels"]["homelab.workload"]
        task, _, provider = owner.partition("/")
        evidence = (
            f"{name} reached its limit of {limit}: killed {times}× in the last six hours, "
            f"started again {each['RestartCount']}×"
        )
        words = f"give {task}'s {provider} a higher `mem_limit` than {limit}, and apply {task}"
        yield Cause(evidence, by_hand(words))


FAULT = Fault(
    challenge=Challenge.RESOURCES,
    sign="a service is gone for moments, and starts over and over",
    cured_by="a higher `mem_limit` is wished and applied",
    ask=ask,
    find=find,
)
