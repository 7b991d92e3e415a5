"""Who answers on DNS's port."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pyinfra.api import FactBase

__all__ = ["OtherServers", "Server"]

LINE = re.compile(r'^(udp|tcp)\s+\S+\s+\d+\s+\d+\s+(\S+):53\s.*users:\(\("([^"]+)"')
OTHERS = """
ss -Hlntup 'sport = :53' 2>/dev/null | while read -r line; do
pid=$(echo "$line" | sed -n 's/.*pid=\\([0-9]*\\),.*/\\1/p')
grep -qs '/dnsmasq\\.service' "/proc/$pid/cgroup" || echo "$line"
done
true
"""


@dataclass(frozen=True)
class Server:
    """A program that listens for questions."""

    program: str
    address: str

    def __str__(self) -> str:
        return f"{self.program} at {self.address}"


class OtherServers(FactBase[list[Server]]):
    """What listens on port 53 and isn't Debian's dnsmasq.service."""

    default = list

    def command(self) -> str:
        """Ask the kernel who listens, and systemd's cgroups whose that is."""
        return OTHERS

    def process(self, output: Iterable[str]) -> list[Server]:
        """Each program and address once."""
        found = (LINE.match(line) for line in output)
        return list(dict.fromkeys(Server(m[3], m[2]) for m in found if m is not None))
