"""A service that nobody declared, started on a node for a moment to see whether it is hidden.

That nothing undeclared answers today may only mean that nothing undeclared listens; and UDP
doesn't answer at all. So a checkpoint lets something listen, for the time of one question.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from testinfra.host import Host

from homelab.verify.errors import CannotTell
from homelab.verify.vantage import Vantage

__all__ = ["Probe", "something_listens"]

PERL = Path(__file__).with_name("listener.pl")
ALL_THAT_ARRIVED = (
    "bash -c 'echo end > /dev/udp/127.0.0.1/$0; "
    'for _ in $(seq 50); do grep -qs end "$1" && break; sleep 0.1; done; cat "$1"\' %s %s'
)


@dataclass(frozen=True)
class Probe:
    """A listener for TCP and UDP on one port of a node."""

    host: Host
    port: int
    record: str
    """The file on the node that it writes to."""
    process: str
    """Its process id on the node."""

    def heard_from(self, place: Vantage, address: str) -> set[str]:
        """Those of `tcp` and `udp` that arrive when PLACE calls ADDRESS."""
        self.host.run("rm -f %s", self.record)
        for protocol in ("tcp", "udp"):
            # Without --preserve-status a hidden port would look like a command that hangs (124).
            line = f"timeout --preserve-status 1 bash -c 'echo hello > /dev/{protocol}/$0/$1'"
            place.run(f"{line} %s %s", address, str(self.port))
        arrived = self._record()
        said = " and ".join(sorted(arrived)) or "nothing"
        place.note(f"from {place.name} to {address} port {self.port}: {said} arrived")
        return arrived

    def _record(self) -> set[str]:
        """What the listener wrote, once it has also heard the node itself say that this was all."""
        arrived = set(self.host.run(ALL_THAT_ARRIVED, str(self.port), self.record).stdout.split())
        if "end" not in arrived:
            raise CannotTell(
                f"what listens on port {self.port} for a test has ended, or is too slow"
            )
        return arrived - {"end"}


@contextmanager
def something_listens(host: Host, port: int) -> Iterator[Probe]:
    """A Probe on PORT of HOST that ends with the block, or by itself after 20 seconds."""
    record = f"/run/homelab-probe-{port}"
    started = host.run("perl -e %s %s %s", PERL.read_text(), str(port), record)
    if started.failed:
        raise CannotTell(f"nothing can listen on port {port} for a test: {started.stderr.strip()}")
    probe = Probe(host, port, record, started.stdout.strip())
    try:
        yield probe
    finally:
        host.run("kill %s; rm -f %s", probe.process, record)
