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

__all__ = ["Scanner"]

PERL = Path(__file__).with_name("connect_scan.pl")
USUAL = 1000
"""How many of the ports that are most often open nmap is asked for."""
PRIVILEGED = range(1, 1024)
NMAP = "nmap -Pn -n -T4 --max-retries 1 --min-rate 3000"
OPEN = re.compile(r"(\d+)/open/tcp/")


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

    def open_ports(self, address: str, ports: Iterable[int]) -> set[int]:
        """Those of PORTS that accept a connection at ADDRESS, an IPv4 or IPv6 address or name."""
        wanted = sorted(set(ports))
        if not wanted:
            return set()
        ask = self._by_nmap if self.tool == "nmap" else self._by_perl
        return ask(address, wanted)

    def _by_nmap(self, address: str, ports: list[int]) -> set[int]:
        family = "-6 " if _is_ipv6(address) else ""
        listing = ",".join(map(str, ports))
        answer = self.host.run(f"{NMAP} {family}-p {listing} -oG - %s", address)
        if answer.failed or "1 IP address" not in answer.stdout:
            raise CannotTell(f"nmap {address}: {(answer.stderr or answer.stdout).strip()[:200]}")
        return {int(port) for port in OPEN.findall(answer.stdout)}

    def _by_perl(self, address: str, ports: list[int]) -> set[int]:
        listing = " ".join(map(str, ports))
        answer = self.host.run(f"perl -e %s %s {listing}", PERL.read_text(), address)
        if answer.failed:
            raise CannotTell(f"perl: {answer.stderr.strip()[:200]}")
        return {int(port) for port in answer.stdout.split()}


def _is_ipv6(address: str) -> bool:
    try:
        return ip_address(address).version == 6  # noqa: PLR2004 - the version's number
    except ValueError:
        return False
