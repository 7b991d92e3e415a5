"""The node doesn't pass on what comes by the VPN's tunnel."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose import containers
from homelab.diagnose.chains import ALL, Chains
from homelab.diagnose.fault import Cause, Challenge, Fault, apply
from homelab.model.lab import Lab
from homelab.offers import Forward

__all__ = ["FAULT"]


def ask(lab: Lab, host: str) -> str | None:
    """All rules of the packet filter."""
    return ALL if lab.offers(Forward, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """What nothing accepts is dropped, and nothing accepts what an interface brings."""
    chains = Chains(said)
    if "-P FORWARD DROP" not in said.splitlines():
        return
    tasks = ["firewall", *([containers.TASK] if containers.are_on(lab, host) else [])]
    for offered in lab.offers(Forward, host):
        interface = offered.offer.interface
        accepting = (rule for rule in chains.rules if rule.target == "ACCEPT")
        passing = (rule for rule in accepting if rule.value("--ctstate") is None)
        if not any(rule.value("-i") == interface for rule in passing):
            evidence = (
                f"no rule accepts what {interface} brings from {offered.offer.source} "
                f"({offered.by}), and the policy of FORWARD is DROP"
            )
            yield Cause(evidence, apply(lab, host, *tasks))


FAULT = Fault(
    challenge=Challenge.FIREWALL,
    sign="devices come into the VPN, and reach nothing by it",
    cured_by="the firewall is applied anew",
    ask=ask,
    find=find,
)
