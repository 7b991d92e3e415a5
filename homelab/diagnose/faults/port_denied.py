"""The node's firewall denies a port that the lab opens."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose import containers
from homelab.diagnose.chains import ALL, Chains, Verdict
from homelab.diagnose.fault import Cause, Challenge, Cure, Fault, apply, run
from homelab.model.lab import Lab

__all__ = ["FAULT"]

TASK = "firewall"


def ask(lab: Lab, host: str) -> str | None:
    """All rules of the packet filter."""
    has_it = any(choice.task == TASK for choice in lab.hosts[host].choices)
    return f"{ALL}\n{containers.PUBLISHED}" if has_it else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """A port that is no container's is dropped on its way into the node."""
    chains, published = Chains(said), containers.published(said)
    for port in containers.open_ports(lab, host):
        verdict = chains.verdict("INPUT", port)
        if verdict.drops and (port.port, port.protocol) not in published:
            why = f"is denied by: {verdict.rule.text}" if verdict.rule else "is let in by no rule"
            evidence = f"{port} ({port.comment or 'no comment'}) {why}"
            yield Cause(evidence, _cure(lab, host, verdict))


def _cure(lab: Lab, host: str, verdict: Verdict) -> Cure:
    """A rule outside of the firewall's own chains isn't the firewall's to delete."""
    if verdict.rule is not None and verdict.rule.chain == "INPUT":
        return run(f"iptables {verdict.rule.text.replace('-A', '-D', 1)}")
    return apply(lab, host, TASK)


FAULT = Fault(
    challenge=Challenge.FIREWALL,
    sign="VPN, DNS or another service of the node itself doesn't answer from outside",
    cured_by="the firewall is applied anew, or the rule is deleted",
    ask=ask,
    find=find,
)
