"""What a DNS server answers, asked from wherever a shell is.

A few lines of Perl, as for ports: a Debian has neither dig nor host unless somebody installs them,
and the system's own resolver wouldn't say which server it asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from homelab.verify.errors import CannotTell
from homelab.verify.vantage import Vantage

__all__ = ["PROTOCOLS", "Answer", "ask"]

PERL = Path(__file__).with_name("dns_query.pl")
PROTOCOLS = ("udp", "tcp")
NOT_THERE = 127


@dataclass(frozen=True)
class Answer:
    """What a server said of a name."""

    name: str
    status: str
    """`NOERROR`, `NXDOMAIN`, `REFUSED`, … (RFC 1035, section 4.1.1); empty without an answer."""
    addresses: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}: {' '.join((self.status or 'no answer', *self.addresses))}"


def ask(  # noqa: PLR0913 - a question has these parts
    place: Vantage,
    server: str,
    name: str,
    version: int = 4,
    *,
    protocol: str = "udp",
    port: int = 53,
) -> Answer:
    """What SERVER, an address or a name, says at PLACE of NAME's addresses of IP's VERSION.

    It has five seconds. Raises CannotTell where PLACE has no Perl, or can't find SERVER.
    """
    asked = (server, str(port), protocol, name, str(version))
    done = place.run("perl -e %s %s %s %s %s %s", PERL.read_text(), *asked)
    if done.rc == NOT_THERE:
        raise CannotTell(f"{place.name}: install perl, so that it can ask {server}")
    if done.failed:
        raise CannotTell(f"perl: {done.stderr.strip()[:200]}")
    status, *addresses = done.stdout.split() or [""]
    answer = Answer(name, status, tuple(str(ip_address(address)) for address in addresses))
    place.note(f"from {place.name}, {server} by {protocol}: {answer}")
    return answer
