"""What every provider does to an interface: nothing here touches another one."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Generator
from dataclasses import dataclass
from io import StringIO
from ipaddress import ip_interface
from typing import Any

from pyinfra import host
from pyinfra.api import FileUploadCommand, StringCommand, operation

from homelab.roadmap.phase1.network.declared import Way, declared, is_leased
from homelab.roadmap.phase1.network.facts import (
    Kernel,
    KernelState,
    Names,
    NameServers,
)
from homelab.roadmap.phase1.network.offers import KEPT_RESOLV, RESOLV
from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = ["Beginning", "bringing_up", "deleting", "gone", "keeping", "names_asked_of", "unused"]

SECONDS = 30
"""How long an address may take to be there: a DHCP server's answer, IPv6's look for duplicates."""
WAIT = """\
for second in $(seq {seconds}); do
ip -o address show dev {name} | grep -v tentative | grep -qE {pattern} && exit 0; sleep 1
done
echo {missing} >&2; exit 1"""
ASK = "bash -c 'echo >/dev/udp/{address}/9' 2>/dev/null; sleep 1"
"""Sending to an address of the same network has the kernel ask whose it is (RFC 826)."""
UNUSED = """\
ip link set dev {name} up; ip route replace {address}/32 dev {name}
ip neigh flush to {address} dev {name}
for try in 1 2; do {ask}
found=$(ip -4 neigh show to {address} dev {name} | grep -o 'lladdr.*'); done
ip route delete {address}/32 dev {name}
[ -z "$found" ] || {{ echo {address} is taken already: $found >&2; exit 1; }}"""
ANSWERS = """\
for try in 1 2 3 4 5; do {ask}
ip -4 neigh show to {address} dev {name} | grep -q lladdr && exit 0; done
echo gateway {address} does not answer >&2; exit 1"""


@dataclass(frozen=True)
class Beginning:
    """What a provider finds before it begins."""

    kept: str | None = None
    """What the main interface keeps besides what is declared, until homelab gets in by that."""
    stale: tuple[str, ...] = ()
    """Interfaces that homelab has made and that go."""


@operation()
def unused(settings: NetworkSettings) -> Generator[StringCommand]:
    """No other machine answers for the interface's address, which it doesn't have yet."""
    if settings.address is None:
        return
    kernel: Kernel = host.get_fact(KernelState)
    own = [ip_interface(a).ip for seen in kernel.links.values() for a in seen.addresses]
    by = settings.interface if settings.interface in kernel.links else _untagged(settings)
    if settings.address.ip not in own and by is not None:
        yield StringCommand(_asking(UNUSED, by, settings.address.ip))


@operation()
def gone(names: Collection[str]) -> Generator[StringCommand]:
    """There are no interfaces NAMES, which homelab had made."""
    kernel: Kernel = host.get_fact(KernelState)
    if there := [name for name in names if name in kernel.links]:
        yield StringCommand(deleting(there))


def deleting(names: Collection[str]) -> str:
    """A command that takes the interfaces NAMES away; one may have gone with another."""
    each = f"for name in {' '.join(map(shlex.quote, names))}; do"
    return f'{each} [ ! -e "/sys/class/net/$name" ] || ip link delete dev "$name"; done'


def keeping(way: Way | None, script: str) -> str:
    """SCRIPT as one command, after which the interface has WAY again and the way out by it."""
    if way is None:
        return script
    dev = shlex.quote(way.interface)
    return (
        f"routes=$(ip -4 route show default dev {dev}); {script}\n"
        f"ip address replace {way.address} dev {dev}; ip link set dev {dev} up\n"
        f'[ -z "$routes" ] || echo "$routes" | while read -r route; do '
        f"ip route replace $route dev {dev}; done"
    )


def bringing_up(
    settings: NetworkSettings, beginning: Beginning, script: str
) -> Generator[StringCommand]:
    """The commands by which SCRIPT has the interfaces be as declared, and what must follow.

    All that could cut homelab off for a moment is one command, which goes on by itself. Then the
    addresses come, and the gateway answers.
    """
    stale, kept = beginning.stale, beginning.kept
    yield StringCommand(f"{deleting(stale)}; {script}" if stale else script)
    for link in settings.links:
        awaited = {address: f" {re.escape(address)} " for address in declared(link)}
        if is_leased(link, kept):
            awaited["an address by DHCP"] = " inet .* dynamic "
        for what, pattern in awaited.items():
            yield StringCommand(
                WAIT.format(
                    seconds=SECONDS,
                    name=shlex.quote(link.name),
                    pattern=shlex.quote(pattern),
                    missing=shlex.quote(f"{link.name} didn't get {what} within {SECONDS} s"),
                )
            )
    # systemd 252 leaves a card the address that it had before it became a part.
    if parts := [link.name for link in settings.links if link.controller is not None]:
        each = f"for name in {' '.join(map(shlex.quote, parts))}"
        yield StringCommand(f'{each}; do ip address flush dev "$name" scope global; done')
    if settings.gateway is not None:
        yield StringCommand(_asking(ANSWERS, settings.interface, settings.gateway))


@operation()
def names_asked_of(text: str | None) -> Generator[Any]:
    """/etc/resolv.conf is TEXT, or what it was before homelab wrote it.

    Where systemd-resolved runs it is resolved's, which takes the servers from the manager.
    """
    names: Names = host.get_fact(NameServers)
    if text is None or names.is_resolved:
        if names.is_kept:
            yield StringCommand(f"mv -f {KEPT_RESOLV} {RESOLV}")
        return
    if names.content == text:
        return
    if not names.is_kept:
        kept = f"mkdir -p $(dirname {KEPT_RESOLV}) && cp -a {RESOLV} {KEPT_RESOLV}"
        yield StringCommand(f"if [ -e {RESOLV} ] || [ -L {RESOLV} ]; then {kept}; fi")
    yield FileUploadCommand(StringIO(text), RESOLV)
    yield StringCommand(f"chmod 644 {RESOLV}")


def _asking(script: str, interface: str, address: object) -> str:
    name = shlex.quote(interface)
    return script.format(ask=ASK.format(address=address), address=address, name=name)


def _untagged(settings: NetworkSettings) -> str | None:
    """A card by which the main interface's network can be asked; None where that is a VLAN's."""
    is_vlan = settings.interface in settings.vlans
    return None if is_vlan else next(iter(settings.cards_of(settings.interface)), None)
