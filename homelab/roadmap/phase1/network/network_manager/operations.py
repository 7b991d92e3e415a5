"""What makes NetworkManager activate its profiles, and let the links go again."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Generator, Iterable
from dataclasses import dataclass, replace

from pyinfra import host
from pyinfra.api import FactBase, StringCommand, operation

from homelab.operations.parts import in_parts
from homelab.operations.services import ServiceState, would_touch
from homelab.roadmap.phase1.network.declared import Way, differences
from homelab.roadmap.phase1.network.facts import KernelState, Seen
from homelab.roadmap.phase1.network.network_manager.places import (
    APPLIED,
    CONF,
    FOLDER,
    UNITS,
    profile,
    profile_file,
)
from homelab.roadmap.phase1.network.network_manager.settings import NetworkManagerSettings
from homelab.roadmap.phase1.network.operations import Beginning, bringing_up, deleting, keeping

__all__ = ["active", "let_go", "no_other_profiles"]

STATE = f"""
echo '## active'; nmcli -g NAME,STATE connection show --active 2>/dev/null | \
sed -n 's/:activated$//p'
echo '## there'; ls -d {FOLDER}/homelab-*.nmconnection 2>/dev/null
echo '## applied'; sha256sum {FOLDER}/homelab-*.nmconnection 2>/dev/null | \
cmp -s - {APPLIED} && echo yes
echo '## runs'; systemctl is-active {UNITS[0]} 2>/dev/null | grep -x active
true
"""


@dataclass(frozen=True)
class Profiles:
    """homelab's profiles on a node."""

    active: tuple[str, ...] = ()
    """By name."""
    there: tuple[str, ...] = ()
    """Their files."""
    are_applied: bool = False
    """Whether the files are those that were activated."""
    is_running: bool = False
    """Whether NetworkManager runs."""


class ProfileState(FactBase[Profiles]):
    """What profiles there are, and what became of them."""

    default = Profiles

    def command(self) -> str:
        """Ask NetworkManager and its folder."""
        return STATE

    def process(self, output: Iterable[str]) -> Profiles:
        """Take the parts apart."""
        parts = in_parts(output)
        return Profiles(
            tuple(parts["active"]),
            tuple(parts["there"]),
            are_applied=bool(parts["applied"]),
            is_running=bool(parts["runs"]),
        )


@operation()
def no_other_profiles(names: Collection[str]) -> Generator[StringCommand]:
    """Homelab has no profile but those of the links NAMES."""
    own = [profile_file(name) for name in names]
    there = host.get_fact(ProfileState).there
    if left := [path for path in there if path not in own]:
        yield StringCommand(f"rm -f {' '.join(map(shlex.quote, left))}")


@operation()
def active(settings: NetworkManagerSettings, beginning: Beginning) -> Generator[StringCommand]:
    """The links have what SETTINGS say, and what is kept, and nothing that an older file said."""
    names = [link.name for link in settings.links]
    files = [profile_file(name) for name in names]
    state: Profiles = host.get_fact(ProfileState)
    are_active = {profile(name) for name in names} <= set(state.active)
    odd = [
        *beginning.stale,
        *differences(settings, host.get_fact(KernelState), beginning.kept),
    ]
    is_stale = host.get_fact(ServiceState, unit=UNITS[0], files=[CONF]).is_stale
    has_read_it = state.are_applied and not is_stale and not would_touch([*files, CONF])
    if has_read_it and are_active and not odd:
        return
    # A bond or a bridge first, then its parts, which join it.
    order = sorted(settings.links, key=lambda link: link.controller is not None)
    ups = [f"nmcli --wait 45 connection up {shlex.quote(profile(link.name))}" for link in order]
    script = " && ".join(
        [
            # What it is to manage no more, it drops at once: so all of it is one command. While it
            # still has a profile of what goes, it would make it again.
            "nmcli connection reload",
            *([f"{{ {deleting(beginning.stale)}; }}"] if beginning.stale else []),
            f"systemctl reload {UNITS[0]}",
            *ups,
            f"mkdir -p $(dirname {APPLIED})",
            f"sha256sum {FOLDER}/homelab-*.nmconnection >{APPLIED}",
        ]
    )
    yield from bringing_up(settings, replace(beginning, stale=()), script)


@operation()
def let_go(settings: NetworkManagerSettings, way: Way | None = None) -> Generator[StringCommand]:
    """The links have nothing of NetworkManager's but WAY, by which homelab came, and its routes.

    It stops: it cares for nothing else.
    """
    state: Profiles = host.get_fact(ProfileState)
    if not state.is_running:
        return
    # What stops without being told to disconnect leaves its links as they are.
    commands = [f"systemctl disable --now {' '.join(UNITS)}"]
    links = host.get_fact(KernelState).links
    commands += [
        f"ip address delete {address} dev {shlex.quote(link.name)} 2>/dev/null || true"
        for link in settings.links
        for address in links.get(link.name, Seen()).addresses
        if Way(link.name, address) != way and not address.startswith("fe80:")
    ]
    yield StringCommand(keeping(way, "\n".join(commands)))
