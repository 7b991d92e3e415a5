"""What makes ifupdown bring links up and down, and nothing but the declared ones."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable

from pyinfra import host
from pyinfra.api import FactBase, StringCommand, operation

from homelab.operations.services import would_touch
from homelab.roadmap.phase1.network.declared import Way, differences
from homelab.roadmap.phase1.network.facts import KernelState
from homelab.roadmap.phase1.network.ifupdown.places import (
    APPLIED,
    INTERFACES,
    MAIN,
    NETWORKING,
    STATE,
)
from homelab.roadmap.phase1.network.ifupdown.settings import IfupdownSettings
from homelab.roadmap.phase1.network.operations import Beginning, bringing_up, keeping

__all__ = ["brought_down", "brought_up", "read"]

SOURCE = "source /etc/network/interfaces.d/*"
READ = (
    r"^[[:space:]]*source(-directory)?[[:space:]]+/etc/network/interfaces[.]d(/[*])?[[:space:]]*$"
)
DOWN = """\
[ ! -e {applied} ] || for name in $(ifquery --list --allow=auto --interfaces={applied} | tac); do
[ "$name" = lo ] || ifdown --force --interfaces={applied} "$name"; done 2>/dev/null"""


class IfupdownState(FactBase[set[str]]):
    """What is true of ifupdown: reads, starts, up (as written last)."""

    default = set

    def command(self) -> str:
        """Ask for each."""
        return (
            f"! grep -qE {shlex.quote(READ)} {MAIN} 2>/dev/null || echo reads; "
            f"! systemctl -q is-enabled {NETWORKING} 2>/dev/null || echo starts; "
            f"! cmp -s {INTERFACES} {APPLIED} || echo up; "
            f"[ ! -e {APPLIED} ] || echo applied"
        )

    def process(self, output: Iterable[str]) -> set[str]:
        """A word a line."""
        return set(output)


@operation()
def read() -> Generator[StringCommand]:
    """Ifup reads the folder of homelab's file, at boot too."""
    state = host.get_fact(IfupdownState)
    if "reads" not in state:
        yield StringCommand(f"echo {shlex.quote(SOURCE)} >>{MAIN}")
    if "starts" not in state:
        yield StringCommand(f"systemctl enable {NETWORKING}")


@operation()
def brought_up(settings: IfupdownSettings, beginning: Beginning) -> Generator[StringCommand]:
    """The links have what SETTINGS say, and what is kept, and nothing that an older file said."""
    odd = [
        *beginning.stale,
        *differences(settings, host.get_fact(KernelState), beginning.kept),
    ]
    if "up" in host.get_fact(IfupdownState) and not would_touch([INTERFACES]) and not odd:
        return
    names = " ".join(shlex.quote(link.name) for link in settings.links)
    # What somebody else put there would be in ifup's way.
    flushed = f"for name in {names}; do ip address flush dev $name scope global 2>/dev/null; done"
    kept = f"mkdir -p $(dirname {APPLIED}) && cp {INTERFACES} {APPLIED}"
    up = f"ifup --force --interfaces={APPLIED} {names}"
    script = (
        f"mkdir -p $(dirname {STATE}); {DOWN.format(applied=APPLIED)}; {flushed}; {kept} && {up}"
    )
    yield from bringing_up(settings, beginning, script)


@operation()
def brought_down(way: Way | None = None) -> Generator[StringCommand]:
    """The links have nothing of ifupdown's but WAY, by which homelab came, and its routes."""
    if "applied" not in host.get_fact(IfupdownState):
        return
    yield StringCommand(keeping(way, f"{DOWN.format(applied=APPLIED)}; rm -f {APPLIED}"))
