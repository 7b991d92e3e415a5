"""Another program has the port that a service needs, so it can't start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from homelab.diagnose import containers
from homelab.diagnose.fault import Cause, Challenge, Cure, Fault, run
from homelab.model.lab import Lab

__all__ = ["FAULT"]

PART = "## listening"
LISTENING = """
ss -Hlntup | while read -r protocol _ _ _ local _ users; do
    pid=$(echo "$users" | grep -o 'pid=[0-9]*' | head -n 1 | cut -d = -f 2)
    unit=$(grep -os '[^/]*\\.service' "/proc/$pid/cgroup" | head -n 1)
    state=$([ -z "$unit" ] || systemctl is-enabled "$unit")
    echo "${local##*:}/$protocol ${pid:-?} $(tr ' ' _ </proc/$pid/comm) ${unit:-?} ${state:-?}"
done
"""
DOCKERS = "docker-proxy"


def ask(lab: Lab, host: str) -> str | None:
    """All that Docker knows of the workloads, and who listens on the node."""
    both = f"{containers.INSPECT}echo '{PART}'{LISTENING}"
    return both if containers.are_on(lab, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """A workload doesn't run, and somebody else listens where it would."""
    del lab, host
    inspected, _, listening = said.partition(PART)
    lines = [line.split() for line in listening.splitlines()]
    others = {words[0]: words[1:] for words in lines if len(words) == 5 and words[2] != DOCKERS}  # noqa: PLR2004
    for name, each in containers.inspected(inspected).items():
        wanted = _wanted(each["HostConfig"]["PortBindings"] or {})
        for port in sorted(wanted & set(others)) if not each["State"]["Running"] else ():
            pid, program, unit, state = others[port]
            evidence = (
                f"{name} is {each['State']['Status']} and publishes {port}, which {program} has "
                f"(process {pid}, {unit if unit != '?' else 'no unit'})"
            )
            yield Cause(evidence, _cure(name, pid, unit, state))


def _wanted(bindings: dict[str, list[dict[str, str]] | None]) -> set[str]:
    return {
        f"{each['HostPort']}/{re.sub('.*/', '', inside)}"
        for inside, outside in bindings.items()
        for each in outside or ()
    }


def _cure(name: str, pid: str, unit: str, state: str) -> Cure:
    """Whoever has the port gives it up, after a reboot too."""
    stop = f"systemctl stop {unit}" if unit != "?" else f"kill {pid}"
    if state == "enabled":
        stop = f"systemctl disable --now {unit}"
    return run(f"{stop} && docker start {name}")


FAULT = Fault(
    challenge=Challenge.RESOURCES,
    sign="a service doesn't start: `address already in use`",
    cured_by="the other program is stopped, and the service started",
    ask=ask,
    find=find,
)
