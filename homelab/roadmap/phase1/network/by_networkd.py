"""What makes systemd-networkd configure links and let them go, however it is told of them."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Mapping
from dataclasses import dataclass

from pyinfra import host
from pyinfra.api import StringCommand, operation

from homelab.operations.services import ServiceState, would_touch
from homelab.roadmap.phase1.network.declared import Way, differences
from homelab.roadmap.phase1.network.facts import KernelState
from homelab.roadmap.phase1.network.networkd import (
    Configured,
    Networkd,
    NetworkdState,
    disagreements,
)
from homelab.roadmap.phase1.network.offers import NETWORKD
from homelab.roadmap.phase1.network.operations import Beginning, bringing_up, keeping
from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = ["Told", "configured", "let_go", "running"]

WAITING = "systemd-networkd-wait-online.service"


@dataclass(frozen=True)
class Told:
    """How networkd is told of the links."""

    written: tuple[str, ...]
    """What homelab writes; files, or folders that are as new as the last file that went."""
    files: Mapping[str, str]
    """The .network file that networkd reads for each link."""
    made: tuple[str, ...] = ()
    """The .netdev files that it reads."""
    first: str = ""
    """A command that makes the one of the other."""

    @property
    def own(self) -> set[str]:
        """Every file that networkd reads because of homelab."""
        return {*self.files.values(), *self.made}


@operation()
def running(told: Told) -> Generator[StringCommand]:
    """Networkd runs, now and after a reboot, and boot doesn't wait for homelab's links."""
    state: Networkd = host.get_fact(NetworkdState)
    if not state.starts_at_boot:
        yield StringCommand(f"systemctl enable {NETWORKD}")
    # Enabling networkd has boot wait until it has configured all that it must, 120 s if that's
    # nothing; so where it cares for these interfaces alone, nobody waits.
    is_alone = set(state.files) <= told.own
    if not state.starts_at_boot or (state.is_waited_for and is_alone):
        yield StringCommand(f"systemctl disable {WAITING}")
    if not state.is_running:
        yield StringCommand(f"systemctl start {NETWORKD}")


@operation()
def configured(
    settings: NetworkSettings, told: Told, beginning: Beginning
) -> Generator[StringCommand]:
    """The links have what SETTINGS say, and what is kept, and nothing that an older file said."""
    state = host.get_fact(ServiceState, unit=NETWORKD, files=list(told.written))
    odd = [
        *beginning.stale,
        *differences(settings, host.get_fact(KernelState), beginning.kept),
        *disagreements(settings, host.get_fact(NetworkdState), told.files, beginning.kept),
    ]
    if state.is_stale or would_touch(told.written) or odd:
        yield from bringing_up(settings, beginning, _reconfiguring(settings, told))


@operation()
def let_go(
    settings: NetworkSettings, told: Told, way: Way | None = None
) -> Generator[StringCommand]:
    """The links have nothing of networkd's but WAY, by which homelab came.

    networkd stops where it cares for nothing else.
    """
    state: Networkd = host.get_fact(NetworkdState)
    found = {link.name: state.links.get(link.name, Configured()) for link in settings.links}
    is_idle = set(state.files) <= told.own
    commands = []
    if is_idle and (state.is_running or state.starts_at_boot):
        commands.append(
            f"{told.first}systemctl disable --now {NETWORKD} systemd-networkd.socket {WAITING}"
        )
    elif any(link.file in told.files.values() for link in found.values()):
        # It takes its addresses away a moment later.
        commands.append(f"{told.first}systemctl reload {NETWORKD}; sleep 1")
    for name, link in found.items():
        for address in (each for each in link.addresses if Way(name, each) != way):
            dev = shlex.quote(name)
            commands.append(f"ip address delete {address} dev {dev} 2>/dev/null || true")
    if commands:
        yield StringCommand(keeping(way, "\n".join(commands)))


def _reconfiguring(settings: NetworkSettings, told: Told) -> str:
    """A command by which networkd reads its files again and does what they say of the links."""
    names = " ".join(shlex.quote(link.name) for link in settings.links)
    there = f'for name in {names}; do for try in $(seq 50); do [ -e "/sys/class/net/$name" ]'
    waited = f"{there} && break; sleep 0.1; done; done; " if settings.made else ""
    done = f"{waited}networkctl reconfigure {names}"
    return f"{told.first}systemctl reload {NETWORKD} && {{ {done}; }}"
