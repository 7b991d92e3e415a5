"""How a rule reads in ufw's own words: as a command, in its files and in the kernel.

A rule opens a port of the node, or passes on what comes from a network to one other (`ufw route`).
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from ipaddress import ip_network

from homelab.offers import Forward
from homelab.roadmap.phase1.firewall.offers import Rule

__all__ = [
    "ANYWHERE",
    "FAMILIES",
    "admits",
    "as_kernel",
    "as_tuples",
    "command",
]

FAMILIES = (4, 6)
ANYWHERE = {4: "0.0.0.0/0", 6: "::/0"}
SINGLE = ("/32", "/128")
ALLOWING = ("allow", "limit")


def command(rule: Rule) -> str:
    """The rule as `ufw show added` prints it, without its comment."""
    if isinstance(rule, Forward):
        (to,) = rule.to
        where = "" if to in ANYWHERE.values() else f" to {_network(to)}"
        return f"route allow in on {rule.interface} from {_network(rule.source)}{where}"
    if rule.source is None:
        return f"allow {rule.port}/{rule.protocol}"
    return f"allow from {_network(rule.source)} to any port {rule.port} proto {rule.protocol}"


def comment(rule: Rule) -> str:
    """The comment as ufw takes it, which is without apostrophes."""
    return " ".join(rule.comment.replace("'", "").split())


def as_tuples(rule: Rule) -> Iterator[tuple[int, str]]:
    """The rule as /etc/ufw/user.rules and user6.rules keep it, by family."""
    said = comment(rule)
    for family in _families(rule):
        source = ANYWHERE[family] if rule.source is None else _network(rule.source)
        if isinstance(rule, Forward):
            line = f"route:allow any any {_network(rule.to[0])} any {source} in_{rule.interface}"
        else:
            line = f"allow {rule.protocol} {rule.port} {ANYWHERE[family]} any {source} in"
        yield family, line + (f" comment={said.encode().hex()}" if said else "")


def as_kernel(lines: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Rules of iptables, alike whether ufw wrote them or `iptables -S` prints them.

    The kernel prints another order, the matches that a protocol implies and every prefix.
    """
    return tuple(_normal(line) for line in lines if line.startswith("-A "))


def admits(line: str, port: int, protocol: str) -> bool:
    """Whether one of ufw's tuples lets somebody reach PORT."""
    action, of_protocol, ports = (*line.split(), "", "", "")[:3]
    if action not in ALLOWING or of_protocol not in (protocol, "any"):
        return False
    spans = (span.partition(":") for span in ports.split(","))
    return ports == "any" or any(int(a) <= port <= int(b or a) for a, _, b in spans)


def _families(rule: Rule) -> tuple[int, ...]:
    return FAMILIES if rule.source is None else (ip_network(rule.source).version,)


def _network(text: str) -> str:
    """The network as ufw writes it: a single address without its prefix."""
    network = ip_network(text)
    return str(network.network_address if network.num_addresses == 1 else network)


def _normal(line: str) -> tuple[str, ...]:
    words = shlex.split(line)
    implied = {at for at, word in enumerate(words) if word == "-m"}
    kept = (word for at, word in enumerate(words) if not {at, at - 1} & implied)
    return tuple(sorted(_without_single(word) for word in kept))


def _without_single(word: str) -> str:
    for prefix in SINGLE:
        word = word.removesuffix(prefix)
    return word
