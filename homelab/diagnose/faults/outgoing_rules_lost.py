"""The rules by which containers reach others are gone."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose import containers
from homelab.diagnose.fault import Cause, Challenge, Fault, run
from homelab.model.lab import Lab

__all__ = ["FAULT"]

PART = "## rules"


def ask(lab: Lab, host: str) -> str | None:
    """The networks of containers, and what is done to what leaves the node."""
    rules = "iptables -w 10 -t nat -S POSTROUTING"
    return (
        f"{containers.NETWORKS}; echo '{PART}'; {rules}" if containers.are_on(lab, host) else None
    )


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """A network's packets would leave with addresses that nobody outside answers to."""
    del lab, host
    networks, _, rules = said.partition(PART)
    lost = [
        f"{each.name} ({each.subnet})"
        for each in containers.bridges(networks)
        if each.goes_out and f"-s {each.subnet} ! -o {each.interface} -j MASQUERADE" not in rules
    ]
    if lost:
        evidence = f"no rule masquerades {', '.join(lost)} in the table nat: Docker's are flushed"
        yield Cause(evidence, run("systemctl restart docker"))


FAULT = Fault(
    challenge=Challenge.CONTAINER_NETWORKING,
    sign="containers reach neither other machines nor the world outside",
    cured_by="Docker is restarted; its containers go on",
    ask=ask,
    find=find,
)
