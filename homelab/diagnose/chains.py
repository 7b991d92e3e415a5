"""What the kernel's packet filter does with a new call, read off its rules (`iptables -S`)."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_network
from itertools import pairwise

from homelab.offers import OpenPort

__all__ = ["ALL", "DOCKER_USER", "Chains", "Rule", "Verdict"]

ALL = "iptables -w 10 -S"
DOCKER_USER = f"{ALL} DOCKER-USER"
"""Docker's own chain for others, which it calls before everything else."""
PASSING = ("ACCEPT",)
DROPPING = ("DROP", "REJECT")
PORTS = ("--dport", "--dports", "--ctorigdstport")
PARTIAL = ("!", "-d", "--sport", "--sports")
"""What has a rule hold for some calls of a port only, or for other packets."""
KNOWN = {"tcp", "udp", "conntrack", "state", "multiport", "addrtype", "comment"}
"""iptables' modules whose conditions are read here; any other may hold for some calls only."""
BRIDGES = ("docker0", "br-")


@dataclass(frozen=True)
class Rule:
    """One rule, as it is printed."""

    text: str

    @property
    def chain(self) -> str:
        """The chain that it is in."""
        return self.text.split()[1]

    @property
    def target(self) -> str:
        """What it does, or the chain that it leads to; empty for nothing."""
        return self.value("-j") or ""

    @property
    def drops(self) -> bool:
        """Whether it drops what it matches."""
        return self.target in DROPPING

    def value(self, option: str) -> str | None:
        """What it says of OPTION; None where it doesn't."""
        words = shlex.split(self.text)
        return words[words.index(option) + 1] if option in words[:-1] else None

    def matches(self, port: OpenPort) -> bool:
        """Whether every new call of PORT, from all who may, is what it is about.

        What it says of one source is somebody's wish; of one interface, too, unless it drops
        the port there. What goes out is about containers where it goes to a bridge.
        """
        spans = list(self._spans())
        return (
            self.value("-p") in (None, port.protocol)
            and self._is_about_all_calls()
            and self._holds_for(port.source)
            and (not spans or any(first <= port.port <= last for first, last in spans))
            and (self.value("-i") is None or (self.drops and bool(spans)))
            and (self.value("-o") or BRIDGES[0]).startswith(BRIDGES)
        )

    def _is_about_all_calls(self) -> bool:
        words = shlex.split(self.text)
        modules = {after for word, after in pairwise(words) if word == "-m"}
        states = self.value("--ctstate") or self.value("--state") or "NEW"
        return (
            bool({"NEW", "DNAT"} & set(states.split(",")))
            and self.value("--dst-type") in (None, "LOCAL")
            and modules <= KNOWN
            and not any(each in words for each in PARTIAL)
        )

    def _holds_for(self, source: str | None) -> bool:
        mine = ip_network(self.value("-s") or "0.0.0.0/0")
        theirs = ip_network(source or "0.0.0.0/0")
        return mine.version == theirs.version and theirs.subnet_of(mine)  # type: ignore[arg-type]

    def _spans(self) -> Iterator[tuple[int, int]]:
        said = ",".join(filter(None, map(self.value, PORTS)))
        for span in filter(None, said.split(",")):
            first, _, last = span.partition(":")
            yield int(first), int(last or first)


@dataclass(frozen=True)
class Verdict:
    """How a call ends."""

    drops: bool
    rule: Rule | None
    """What decided; None for the end of the chain, with its policy."""


@dataclass(frozen=True)
class Chains:
    """The rules that iptables printed, with the policies."""

    said: str

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of every chain."""
        return tuple(Rule(line) for line in self.said.splitlines() if line.startswith("-A "))

    def verdict(self, chain: str, port: OpenPort) -> Verdict:
        """How a new call of PORT ends that comes into CHAIN."""
        drops_the_rest = f"-P {chain} DROP" in self.said.splitlines()
        return self._walked(chain, port) or Verdict(drops_the_rest, None)

    def _walked(self, chain: str, port: OpenPort) -> Verdict | None:
        for rule in self.rules:
            if rule.chain != chain or not rule.matches(port):
                continue
            if rule.target in (*PASSING, *DROPPING):
                return Verdict(rule.drops, rule)
            if rule.target == "RETURN":
                return None
            deeper = self._walked(rule.target, port)
            if deeper is not None:
                return deeper
        return None
