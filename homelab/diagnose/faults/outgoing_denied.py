"""A rule keeps the node itself from calling others: name servers, mirrors, authorities."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose.chains import ALL, Chains
from homelab.diagnose.fault import Cause, Challenge, Cure, Fault, apply, run
from homelab.model.lab import Lab
from homelab.offers import OpenPort

__all__ = ["FAULT"]

TASK = "firewall"
NEEDED = (
    OpenPort(53, "udp", comment="names"),
    OpenPort(53, "tcp", comment="names"),
    OpenPort(80, "tcp", comment="packages"),
    OpenPort(443, "tcp", comment="packages, images and authorities"),
    OpenPort(123, "udp", comment="the time"),
)


def ask(lab: Lab, host: str) -> str | None:
    """All rules of the packet filter."""
    has_it = any(choice.task == TASK for choice in lab.hosts[host].choices)
    return ALL if has_it else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """What every node asks of others is dropped on its way out."""
    chains = Chains(said)
    told: set[str] = set()
    for port in NEEDED:
        verdict = chains.verdict("OUTPUT", port)
        if not verdict.drops:
            continue
        rule = verdict.rule.text if verdict.rule else "-P OUTPUT DROP"
        if rule not in told:
            told.add(rule)
            yield Cause(f"{port} ({port.comment}) is denied by: {rule}", _cure(lab, host, rule))


def _cure(lab: Lab, host: str, rule: str) -> Cure:
    """A rule outside of the firewall's own chains isn't the firewall's to delete."""
    if rule.startswith("-A OUTPUT "):
        return run(f"iptables {rule.replace('-A', '-D', 1)}")
    return apply(lab, host, TASK)


FAULT = Fault(
    challenge=Challenge.BLOCKED,
    sign="a node is reached as ever, and can't fetch packages or ask for names itself",
    cured_by="the rule is deleted, or the firewall is applied anew",
    ask=ask,
    find=find,
)
