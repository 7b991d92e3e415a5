"""Files that systemd-networkd shall read no more."""

from __future__ import annotations

import shlex
from collections.abc import Generator

from pyinfra import host
from pyinfra.api import StringCommand, operation

from homelab.roadmap.phase1.network.networkd import Networkd, NetworkdState
from homelab.roadmap.phase1.network.systemd_networkd.places import FOLDER, own_files
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["no_other_files"]


@operation()
def no_other_files(settings: SystemdNetworkdSettings) -> Generator[StringCommand]:
    """No file of homelab's is left of a link that isn't declared any more."""
    state: Networkd = host.get_fact(NetworkdState)
    old = [each for each in state.files if each.startswith(f"{FOLDER}/10-homelab-")]
    if left := [each for each in old if each not in own_files(settings)]:
        yield StringCommand(f"rm -f {' '.join(map(shlex.quote, left))}")
