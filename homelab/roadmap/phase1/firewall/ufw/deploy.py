"""Allow what the lab offers, SSH's port in use first; then deny the rest, IPv4 and IPv6."""

from __future__ import annotations

from pyinfra import host

from homelab.contract import Node
from homelab.operations.packages import installed
from homelab.roadmap.phase1.firewall.deploy import refuse_to_cut_off
from homelab.roadmap.phase1.firewall.offers import passed_on, wished
from homelab.roadmap.phase1.firewall.ufw.facts import UfwState
from homelab.roadmap.phase1.firewall.ufw.operations import (
    allowed,
    default,
    disabled,
    enabled,
    guarding_ipv6,
    logging,
    only,
    unloaded,
)
from homelab.roadmap.phase1.firewall.ufw.settings import UfwSettings

__all__ = ["admit", "deploy", "prepare", "remove"]


def prepare(_node: Node[UfwSettings]) -> None:
    """Ufw is installed, and denies nothing yet."""
    installed(name="ufw is installed", packages=["ufw"])


def admit(node: Node[UfwSettings]) -> None:
    """What is declared is open; nothing more is denied than was."""
    for port in wished(node):
        allowed(name=f"{port} is open", rule=port)
    for forward in passed_on(node):
        allowed(name=f"{forward.source} is let through to {forward.to[0]}", rule=forward)


def deploy(node: Node[UfwSettings]) -> None:
    """Only declared ports can be reached; whoever is cut off by that was accepted before.

    Cut short anywhere, SSH's way in stays: its rule is the first thing, denying the last.
    """
    ports = wished(node)
    ufw = host.get_fact(UfwState)
    refuse_to_cut_off(node, lambda listener: ufw.lets_in(listener.port, listener.protocol))
    prepare(node)
    guarding_ipv6(name="IPv6 is guarded as well as IPv4")
    admit(node)
    only(name="no other rule stands", rules=[*ports, *passed_on(node)])
    default(name="what goes out is allowed", direction="outgoing", policy="allow")
    default(name="what comes in is denied", direction="incoming", policy="deny")
    logging(name=f"logging is {node.settings.logging}", level=node.settings.logging)
    enabled(name="ufw is on, now and after a reboot")


def remove(node: Node[UfwSettings]) -> None:
    """Ufw denies nothing and has no rules; its package stays, as no guard could bring it back."""
    del node
    disabled(name="ufw is off, now and after a reboot")
    only(name="ufw has no rules", rules=[])
    unloaded(name="the kernel has none of ufw's rules")
