"""What makes an interface be as declared, and lets it go again; nothing touches another one."""

from __future__ import annotations

import re
import shlex
from collections.abc import Generator
from io import StringIO
from ipaddress import ip_interface
from typing import Any

from pyinfra import host
from pyinfra.api import FileUploadCommand, StringCommand, operation

from homelab.operations.services import ServiceState, would_touch
from homelab.roadmap.phase1.network.systemd_networkd.declared import DHCP, differences
from homelab.roadmap.phase1.network.systemd_networkd.facts import (
    Link,
    LinkState,
    Names,
    NameServers,
)
from homelab.roadmap.phase1.network.systemd_networkd.places import (
    KEPT_RESOLV,
    NETWORKD,
    RESOLV,
    network_file,
)
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["configured", "let_go", "names_asked_of", "running", "unused"]

WAITING = "systemd-networkd-wait-online.service"
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


@operation()
def running(interface: str) -> Generator[StringCommand]:
    """Networkd runs, now and after a reboot, and boot doesn't wait for INTERFACE."""
    link = _link(interface)
    if not link.starts_at_boot:
        yield StringCommand(f"systemctl enable {NETWORKD}")
    # Enabling networkd has boot wait until it has configured all that it must, 120 s if that's
    # nothing; so where it cares for this interface alone, nobody waits.
    if not link.starts_at_boot or (link.is_waited_for and not _others(link, interface)):
        yield StringCommand(f"systemctl disable {WAITING}")
    if not link.is_running:
        yield StringCommand(f"systemctl start {NETWORKD}")


@operation()
def unused(settings: SystemdNetworkdSettings) -> Generator[StringCommand]:
    """No other machine answers for the interface's address, which it doesn't have yet."""
    if settings.address is None:
        return
    if all(ip_interface(a).ip != settings.address.ip for a in _link(settings.interface).addresses):
        yield StringCommand(_asking(UNUSED, settings, settings.address.ip))


@operation()
def configured(
    settings: SystemdNetworkdSettings, kept: str | None = None
) -> Generator[StringCommand]:
    """The interface has what SETTINGS say, and KEPT, and nothing that an older file said."""
    name, file = settings.interface, network_file(settings)
    link = _link(name)
    has_read_it = not host.get_fact(ServiceState, unit=NETWORKD, files=[file]).is_stale
    if has_read_it and not would_touch([file]) and not any(differences(settings, link, kept)):
        return
    yield StringCommand(
        f"systemctl reload {NETWORKD} && networkctl reconfigure {shlex.quote(name)}"
    )
    declared = [str(a) for a in (settings.address, settings.ipv6_address) if a is not None]
    awaited = {address: f" {re.escape(address)} " for address in declared}
    if settings.address is None or kept == DHCP:
        awaited["an address by DHCP"] = " inet .* dynamic "
    for what, pattern in awaited.items():
        yield StringCommand(
            WAIT.format(
                seconds=SECONDS,
                name=shlex.quote(name),
                pattern=shlex.quote(pattern),
                missing=shlex.quote(f"{name} didn't get {what} within {SECONDS} s"),
            )
        )
    if settings.gateway is not None:
        yield StringCommand(_asking(ANSWERS, settings, settings.gateway))


@operation()
def names_asked_of(text: str | None) -> Generator[Any]:
    """/etc/resolv.conf is TEXT, or what it was before homelab wrote it.

    Where systemd-resolved runs it is resolved's, which takes the servers from networkd.
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


@operation()
def let_go(interface: str, way: str | None = None) -> Generator[StringCommand]:
    """INTERFACE has nothing of networkd's but WAY, an address that homelab came by.

    networkd stops where it cares for nothing else.
    """
    link = _link(interface)
    name = shlex.quote(interface)
    is_idle = not _others(link, interface)
    if link.file == _file(interface):
        yield StringCommand(f"systemctl reload {NETWORKD}")
    for address in (each for each in link.configured if each != way):
        yield StringCommand(f"ip address delete {address} dev {name} 2>/dev/null; true")
    if is_idle and (link.is_running or link.starts_at_boot):
        units = f"{NETWORKD} systemd-networkd.socket {WAITING}"
        yield StringCommand(f"systemctl disable --now {units}")


def _asking(script: str, settings: SystemdNetworkdSettings, address: object) -> str:
    name = shlex.quote(settings.interface)
    return script.format(ask=ASK.format(address=address), address=address, name=name)


def _link(interface: str) -> Link:
    link: Link = host.get_fact(LinkState, interface=interface)
    return link


def _others(link: Link, interface: str) -> list[str]:
    """The .network files that speak of something else."""
    return [path for path in link.files if path != _file(interface)]


def _file(interface: str) -> str:
    return network_file(SystemdNetworkdSettings(interface=interface))
