"""Have WireGuard, its keys and devices in one file, and the tunnel as that file says."""

from __future__ import annotations

from collections.abc import Generator

from pyinfra import host
from pyinfra.api import StringCommand, operation
from pyinfra.operations import files, server

from homelab.operations.files import content
from homelab.operations.packages import installed
from homelab.operations.services import ServiceState, stopped, would_touch
from homelab.roadmap.phase2.vpn.wireguard.declared import (
    CONF,
    FORWARDING,
    UNIT,
    WireguardNode,
    devices,
    server_key,
)
from homelab.roadmap.phase2.vpn.wireguard.facts import (
    KernelModule,
    Tunnel,
    TunnelState,
    declared_tunnel,
)

__all__ = ["deploy", "prepare", "remove"]

SYSCTLS = "etc/sysctl.d/61-homelab-vpn.conf"
PACKAGES = ["wireguard-tools", "nftables"]


def prepare(_node: WireguardNode) -> None:
    """The tools are there, and a program for a kernel that can't do it itself."""
    instead = [] if host.get_fact(KernelModule) else ["wireguard-go"]
    installed(name="WireGuard is installed", packages=[*PACKAGES, *instead])


def deploy(node: WireguardNode) -> None:
    """Who is declared comes in and nobody else; whoever stays isn't cut off meanwhile."""
    prepare(node)
    content(
        name="the node passes traffic on after a reboot",
        path=f"/{SYSCTLS}",
        text=node.render(f"{SYSCTLS}.j2", forwarding=FORWARDING),
    )
    # What is right already isn't written: some machines let nobody write there.
    server.sysctl(name="the node passes traffic on", key=FORWARDING, value=1)
    content(
        name="keys and devices are declared",
        path=f"/{CONF}",
        text=node.render(f"{CONF}.j2", private=server_key(node), devices=devices(node)),
        mode="600",
    )
    tunnelling(name="the tunnel is as declared", declared=declared_tunnel(node))


def remove(node: WireguardNode) -> None:
    """The tunnel and its keys are gone.

    The tools stay, as a tunnel of the user's own may need them; they run nothing by themselves.
    The kernel passes traffic on until it boots, as others may have come to need that.
    """
    del node
    stopped(name="there is no tunnel", unit=UNIT)
    files.file(name="no keys are left", path=f"/{CONF}", present=False)
    files.file(name="the kernel boots with its own", path=f"/{SYSCTLS}", present=False)


@operation()
def tunnelling(declared: Tunnel) -> Generator[StringCommand]:
    """The tunnel is up as DECLARED, now and after a reboot.

    New keys and devices are told to an interface that stays (`wg syncconf`), so nobody else
    notices; for another address it is made anew.
    """
    tunnel: Tunnel = host.get_fact(TunnelState)
    service = host.get_fact(ServiceState, unit=UNIT, files=[f"/{CONF}"])
    if not service.is_enabled:
        yield StringCommand(f"systemctl enable {UNIT}")
    if not service.is_active or tunnel.link != declared.link:
        yield StringCommand(f"systemctl reset-failed {UNIT} 2>/dev/null; systemctl restart {UNIT}")
    elif service.is_stale or would_touch([f"/{CONF}"]) or tunnel != declared:
        yield StringCommand(f"systemctl reload {UNIT}")
