"""Which TCP ports answer, asked from wherever a shell is.

nmap asks where it is installed; elsewhere a few lines of Perl, which is part of every Debian
and Ubuntu, so that no checkpoint has to install anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path

from testinfra.host import Host

from homelab.verify.errors import CannotTell

__all__ = ["Scan", "Scanner"]

PERL = Path(__file__).with_name("connect_scan.pl")
USUAL = 1000
"""How many of the ports that are most often open nmap is asked for."""
PRIVILEGED = range(1, 1024)
NMAP = "nmap -Pn -n -T4 --max-retries 1 --min-rate 3000"
OPEN = re.compile(r"(\d+)/open/tcp/")
CLOSED = re.compile(r"/closed/|State: closed")


@dataclass(frozen=True)
class Scan:
    """What came of asking ports."""

    open: set[int]
    """Those that accept a connection."""
    has_answered: bool
    """Whether anything came back at all, a refusal too."""


@dataclass(frozen=True)
class Scanner:
    """The tool for asking ports that HOST has."""

    host: Host

    @cached_property
    def tool(self) -> str:
        """`nmap` or `perl`; raises CannotTell where neither is."""
        found: str = self.host.run("command -v nmap || command -v perl").stdout.strip()
        if not found:
            raise CannotTell(f"{self._name}: install nmap, so that it can look from there")
        return found.rpartition("/")[2]

    @cached_property
    def usual_ports(self) -> frozenset[int]:
        """The thousand ports most often open, as nmap knows them; else those below 1024."""
        if self.tool != "nmap":
            return frozenset(PRIVILEGED)
        listing = self.host.run(f"nmap -v -oG - --top-ports {USUAL}").stdout
        ranges = re.search(r"TCP\(\d+;([\d,-]+)\)", listing)
        if ranges is None:
            raise CannotTell(f"{self._name}: nmap doesn't list its ports")
        spans = (span.partition("-") for span in ranges[1].split(","))
        return frozenset(
            port for first, _, last in spans for port in range(int(first), int(last or first) + 1)
        )

    @property
    def _name(self) -> str:
        return str(self.host.backend.hostname)

    def scan(self, address: str, ports: Iterable[int]) -> Scan:
        """Ask PORTS at ADDRESS, an IPv4 or IPv6 address or a name; raises CannotTell."""
        wanted = sorted(set(ports))
        if not wanted:
            return Scan(set(), has_answered=False)
        ask = self._by_nmap if self.tool == "nmap" else self._by_perl
        return ask(address, wanted)

    def _by_nmap(self, address: str, ports: list[int]) -> Scan:
        family = "-6 " if _is_ipv6(address) else ""
        listing = ",".join(map(str, ports))
        answer = self.host.run(f"{NMAP} {family}-p {listing} -oG - %s", address)
        if answer.failed or "1 IP address" not in answer.stdout:
            raise CannotTell(f"nmap {address}: {(answer.stderr or answer.stdout).strip()[:200]}")
        found = {int(port) for port in OPEN.findall(answer.stdout)}
        return Scan(found, has_answered=bool(found) or CLOSED.search(answer.stdout) is not None)

    def _by_perl(self, address: str, ports: list[int]) -> Scan:
        listing = " ".join(map(str, ports))
        answer = self.host.run(f"perl -e %s %s {listing}", PERL.read_text(), address)
        if answer.failed:
            raise CannotTell(f"perl: {answer.stderr.strip()[:200]}")
        words = answer.stdout.split()
        return Scan({int(word) for word in words if word.isdigit()}, has_answered=bool(words))


def _is_ipv6(address: str) -> bool:
    try:
        return ip_address(address).version == 6  # noqa: PLR2004 - the version's number
    except ValueError:
        return False
