"""Allow what the lab offers, SSH's port in use first; then deny the rest, IPv4 and IPv6."""

from __future__ import annotations

from pyinfra import host

from homelab.contract import Node
from homelab.operations.applied import AppliedRecords
from homelab.operations.packages import absent, installed
from homelab.roadmap.phase1.firewall.ufw.facts import Listeners, UfwState
from homelab.roadmap.phase1.firewall.ufw.newly_denied import newly_denied, refuse
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
from homelab.roadmap.phase1.firewall.ufw.rules import wished
from homelab.roadmap.phase1.firewall.ufw.settings import UfwSettings

__all__ = ["admit", "deploy", "prepare", "remove"]


def prepare(_node: Node[UfwSettings]) -> None:
    """Ufw is installed, and denies nothing yet."""
    installed(name="ufw is installed", packages=["ufw"])


def admit(node: Node[UfwSettings]) -> None:
    """What is declared is open; nothing more is denied than was."""
    for port in wished(node):
        allowed(name=f"{port} is open", port=port)


def deploy(node: Node[UfwSettings]) -> None:
    """Only declared ports can be reached; whoever is cut off by that was accepted before.

    Cut short anywhere, SSH's way in stays: its rule is the first thing, denying the last.
    """
    ports = wished(node)
    if not _was_applied(node):
        accepted = node.settings.deny_listening
        ufw, listeners = host.get_fact(UfwState), host.get_fact(Listeners)
        refuse(node, newly_denied(ufw, listeners, ports, accepted))
    prepare(node)
    guarding_ipv6(name="IPv6 is guarded as well as IPv4")
    admit(node)
    only(name="no other rule stands", ports=ports)
    default(name="what goes out is allowed", direction="outgoing", policy="allow")
    default(name="what comes in is denied", direction="incoming", policy="deny")
    logging(name=f"logging is {node.settings.logging}", level=node.settings.logging)
    enabled(name="ufw is on, now and after a reboot")


def remove(node: Node[UfwSettings]) -> None:
    """Ufw is gone, and what it denied is accepted again."""
    del node
    disabled(name="nothing is denied any more")
    absent(name="ufw isn't installed", packages=["ufw"])
    unloaded(name="the kernel has none of ufw's rules")


def _was_applied(node: Node[UfwSettings]) -> bool:
    """Whether the lab's firewall is on record: from then on, what isn't declared is denied."""
    records = host.get_fact(AppliedRecords)
    return any((each.task, each.provider) == (node.task, node.provider) for each in records)
