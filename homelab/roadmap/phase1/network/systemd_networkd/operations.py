"""What makes networkd configure its links, and let them go; nothing touches another one."""

from __future__ import annotations

import shlex
from collections.abc import Generator

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
    reconfiguring,
)
from homelab.roadmap.phase1.network.offers import NETWORKD
from homelab.roadmap.phase1.network.operations import Beginning, bringing_up
from homelab.roadmap.phase1.network.systemd_networkd.places import (
    FOLDER,
    network_file,
    own_files,
)
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["configured", "let_go", "no_other_files"]


@operation()
def no_other_files(settings: SystemdNetworkdSettings) -> Generator[StringCommand]:
    """No file of homelab's is left of a link that isn't declared any more."""
    state: Networkd = host.get_fact(NetworkdState)
    old = [each for each in state.files if each.startswith(f"{FOLDER}/10-homelab-")]
    if left := [each for each in old if each not in own_files(settings)]:
        yield StringCommand(f"rm -f {' '.join(map(shlex.quote, left))}")


@operation()
def configured(settings: SystemdNetworkdSettings, beginning: Beginning) -> Generator[StringCommand]:
    """The links have what SETTINGS say, and what is kept, and nothing that an older file said."""
    files = own_files(settings)
    # A folder is as new as the last file that came or went.
    state = host.get_fact(ServiceState, unit=NETWORKD, files=[*files, FOLDER])
    by_name = {link.name: network_file(link) for link in settings.links}
    odd = [
        *beginning.stale,
        *differences(settings, host.get_fact(KernelState), beginning.kept),
        *disagreements(settings, host.get_fact(NetworkdState), by_name, beginning.kept),
    ]
    if state.is_stale or would_touch(files) or odd:
        yield from bringing_up(settings, beginning, reconfiguring(settings))


@operation()
def let_go(settings: SystemdNetworkdSettings, way: Way | None = None) -> Generator[StringCommand]:
    """The links have nothing of networkd's but WAY, by which homelab came.

    networkd stops where it cares for nothing else.
    """
    state: Networkd = host.get_fact(NetworkdState)
    found = {link.name: state.links.get(link.name, Configured()) for link in settings.links}
    files = {network_file(link) for link in settings.links}
    if any(link.file in files for link in found.values()):
        yield StringCommand(f"systemctl reload {NETWORKD}")
    for name, link in found.items():
        for address in (each for each in link.addresses if Way(name, each) != way):
            dev = shlex.quote(name)
            yield StringCommand(f"ip address delete {address} dev {dev} 2>/dev/null; true")
    is_idle = set(state.files) <= set(own_files(settings))
    if is_idle and (state.is_running or state.starts_at_boot):
        units = f"{NETWORKD} systemd-networkd.socket systemd-networkd-wait-online.service"
        yield StringCommand(f"systemctl disable --now {units}")
