"""How an open port reads in ufw's own words: as a command, in its files and in the kernel."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from ipaddress import ip_network

from homelab.contract import Node
from homelab.offers import OpenPort
from homelab.roadmap.phase1.firewall.ufw.settings import UfwSettings

__all__ = ["ANYWHERE", "FAMILIES", "admits", "as_kernel", "as_tuples", "command", "wished"]

FAMILIES = (4, 6)
ANYWHERE = {4: "0.0.0.0/0", 6: "::/0"}
SINGLE = ("/32", "/128")
ALLOWING = ("allow", "limit")


def wished(node: Node[UfwSettings]) -> tuple[OpenPort, ...]:
    """Every port that is to be open, each source once; SSH's port in use comes first."""
    came_by = node.came_by
    in_use = OpenPort(came_by.port, comment="SSH, as homelab came in") if came_by else None
    ports: dict[tuple[int, str, str | None], OpenPort] = {}
    for port in (*node.open_ports, *([in_use] if in_use else [])):
        ports.setdefault((port.port, port.protocol, port.source), port)
    first = in_use and ports[in_use.port, in_use.protocol, in_use.source]
    return tuple(sorted(ports.values(), key=lambda port: port != first))


def command(port: OpenPort) -> str:
    """The rule as `ufw show added` prints it, without its comment."""
    if port.source is None:
        return f"allow {port.port}/{port.protocol}"
    return f"allow from {_source(port)} to any port {port.port} proto {port.protocol}"


def comment(port: OpenPort) -> str:
    """The comment as ufw takes it, which is without apostrophes."""
    return " ".join(port.comment.replace("'", "").split())


def as_tuples(port: OpenPort) -> Iterator[tuple[int, str]]:
    """The rule as /etc/ufw/user.rules and user6.rules keep it, by family."""
    said = comment(port)
    for family in _families(port):
        source = ANYWHERE[family] if port.source is None else _source(port)
        line = f"allow {port.protocol} {port.port} {ANYWHERE[family]} any {source} in"
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


def _families(port: OpenPort) -> tuple[int, ...]:
    return FAMILIES if port.source is None else (ip_network(port.source).version,)


def _source(port: OpenPort) -> str:
    """The network as ufw writes it: a single address without its prefix."""
    network = ip_network(str(port.source))
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
