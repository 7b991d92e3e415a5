"""What makes networkd configure an interface, and let it go again; nothing touches another one."""

from __future__ import annotations

import shlex
from collections.abc import Generator

from pyinfra import host
from pyinfra.api import StringCommand, operation

from homelab.operations.services import ServiceState, would_touch
from homelab.roadmap.phase1.network.declared import differences
from homelab.roadmap.phase1.network.facts import KernelState
from homelab.roadmap.phase1.network.networkd import (
    Configured,
    Networkd,
    NetworkdState,
    disagreements,
)
from homelab.roadmap.phase1.network.offers import NETWORKD
from homelab.roadmap.phase1.network.operations import bringing_up
from homelab.roadmap.phase1.network.systemd_networkd.places import network_file
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["configured", "let_go"]


@operation()
def configured(
    settings: SystemdNetworkdSettings, kept: str | None = None
) -> Generator[StringCommand]:
    """The interface has what SETTINGS say, and KEPT, and nothing that an older file said."""
    name, file = settings.interface, network_file(settings)
    has_read_it = not host.get_fact(ServiceState, unit=NETWORKD, files=[file]).is_stale
    odd = [
        *differences(settings, host.get_fact(KernelState), kept),
        *disagreements(settings, host.get_fact(NetworkdState), file, kept),
    ]
    if has_read_it and not would_touch([file]) and not odd:
        return
    script = f"systemctl reload {NETWORKD} && networkctl reconfigure {shlex.quote(name)}"
    yield from bringing_up(settings, kept, script)


@operation()
def let_go(settings: SystemdNetworkdSettings, way: str | None = None) -> Generator[StringCommand]:
    """The interface has nothing of networkd's but WAY, an address that homelab came by.

    networkd stops where it cares for nothing else.
    """
    file, name = network_file(settings), shlex.quote(settings.interface)
    state: Networkd = host.get_fact(NetworkdState)
    link = state.links.get(settings.interface, Configured())
    if link.file == file:
        yield StringCommand(f"systemctl reload {NETWORKD}")
    for address in (each for each in link.addresses if each != way):
        yield StringCommand(f"ip address delete {address} dev {name} 2>/dev/null; true")
    is_idle = set(state.files) <= {file}
    if is_idle and (state.is_running or state.starts_at_boot):
        units = f"{NETWORKD} systemd-networkd.socket systemd-networkd-wait-online.service"
        yield StringCommand(f"systemctl disable --now {units}")
