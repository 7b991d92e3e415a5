"""A node asks another server for names than the declared one."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose.fault import Cause, Challenge, Fault, apply
from homelab.model.lab import Lab

__all__ = ["FAULT"]

TASK = "network"
UPLINKS = "/run/systemd/resolve/resolv.conf"
"""Where systemd-resolved says whom it asks; resolv.conf names itself then."""


def ask(lab: Lab, host: str) -> str | None:
    """Whom the node asks."""
    own = "/etc/resolv.conf"
    return f"cat {UPLINKS} 2>/dev/null || cat {own}" if _declared(lab, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """The first isn't the first that is declared."""
    declared = _declared(lab, host)
    lines = [line.split() for line in said.splitlines()]
    asked = [words[1] for words in lines if len(words) > 1 and words[0] == "nameserver"]
    if asked[:1] != declared[:1]:
        evidence = (
            f"/etc/resolv.conf names {', '.join(asked) or 'no server'}, and network.dns "
            f"{', '.join(declared)}"
        )
        yield Cause(evidence, apply(lab, host, TASK))


def _declared(lab: Lab, host: str) -> list[str]:
    nodes = (node for node in lab.nodes(TASK) if node.name == host)
    return [str(server) for node in nodes for server in node.settings.dns]


FAULT = Fault(
    challenge=Challenge.NAMES,
    sign="one machine alone doesn't know the names of the lab",
    cured_by="the network is applied anew",
    ask=ask,
    find=find,
)
