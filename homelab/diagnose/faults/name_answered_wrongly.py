"""The lab's DNS answers a name with another address than the lab's."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from homelab.diagnose.fault import Cause, Challenge, Cure, Fault, apply, run
from homelab.diagnose.names import expected
from homelab.model.lab import Lab
from homelab.names import is_beneath
from homelab.offers import Zone
from homelab.verify.dns import PERL

__all__ = ["FAULT"]

NOT_FOUND = "?"
ASK = """
query=%s
asked() { perl -e "$query" 127.0.0.1 53 udp "$1" 4; }
unit=$(ss -Hlnup 'sport = :53' | grep -o 'pid=[0-9]*' | head -n 1 | cut -d = -f 2 |
    xargs -I PID grep -o '[^/]*\\.service' /proc/PID/cgroup | head -n 1)
while read -r name address; do
    said=$(asked "$name")
    [ -n "$said" ] && [ "$said" != "NOERROR $address" ] || continue
    wrong=$(echo "$said" | tr ' ' '\\n' | grep '[.]' | grep -vxF "$address" | head -n 1)
    file=$([ -z "$wrong" ] || grep -rlsF "$wrong" /etc | xargs -r grep -lF "$name" | head -n 1)
    echo "$name ${unit:-?} ${file:-?} $said"
done <<'END'
%s
END
"""
"""The name, the unit that answers, a file that has a wrong address for it, and the answer."""


def ask(lab: Lab, host: str) -> str | None:
    """Every name of the lab, of the server on HOST itself."""
    zones = [each.offer.domain for each in lab.offers(Zone, host)]
    names = {n: a for n, a in expected(lab, host).items() if any(is_beneath(n, z) for z in zones)}
    lines = "\n".join(f"{name} {address}" for name, address in names.items())
    return ASK % (shlex.quote(PERL.read_text()), lines) if names else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """It has another one, or none; where nobody answers, that is another fault."""
    meant = expected(lab, host)
    for name, unit, file, *answer in map(str.split, said.splitlines()):
        place = f", which {file} has" if file != NOT_FOUND else ""
        evidence = f"{name} is answered with {' '.join(answer)}{place}; it means {meant[name]}"
        yield Cause(evidence, _cure(lab, host, name, unit, file))


def _cure(lab: Lab, host: str, name: str, unit: str, file: str) -> Cure:
    """What homelab itself wrote is written anew; a line of somebody else's is deleted."""
    if file == NOT_FOUND or "homelab" in file:
        return apply(lab, host, lab.offers(Zone, host)[0].task)
    line = f"sed -i '/{name.replace('.', '[.]')}/d' {shlex.quote(file)}"
    return run(f"{line} && systemctl restart {unit}")


FAULT = Fault(
    challenge=Challenge.NAMES,
    sign="every machine finds a service at a wrong address, and its certificate isn't issued",
    cured_by="the line in the DNS server's file is deleted",
    ask=ask,
    find=find,
)
