"""What differs between a host and the node that stands for it: where it is, and its keys."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homelab.lab import Authority, LabNode
from homelab.lab.apt import mirror_host
from homelab.model.lab import Host, Lab
from homelab.offers import Access, FirstContact

__all__ = ["overlay_of"]

LAN = "eth1"
MANAGEMENT = "eth0"


@dataclass(frozen=True)
class StandsIn:
    """What the lab has in the place of what only the world outside has."""

    key: Path
    """The private key by which nodes are entered."""
    public_key: str
    mirror: str | None
    """Registry in the place of Docker Hub; None where that answers itself."""
    authority: Authority | None
    """In the place of any that the lab is certified by; None where nothing is."""


def overlay_of(lab: Lab, host: Host, node: LabNode, stands_in: StandsIn) -> dict[str, Any]:
    """Host data that makes HOST's wishes fit NODE."""
    key, mirror = stands_in.key, stands_in.mirror
    chosen = {choice.task: choice.settings.model_dump(mode="json") for choice in host.choices}
    data: dict[str, Any] = {
        "ssh_hostname": str(node.ipv4),
        "ssh_key": str(key),
        "ssh_known_hosts_file": str(key.with_name("known_hosts")),
    }
    for access in (offered.offer for offered in lab.offers(Access, host.name)):
        data |= {"ssh_user": access.user, "ssh_port": access.port}
    if "remote_access" in chosen:
        data["remote_access"] = _remote_access(lab, host, chosen["remote_access"], stands_in)
    if "network" in chosen:
        data["network"] = _network(chosen["network"], node)
    if "container_platform" in chosen and mirror:
        data["container_platform"] = {"registry_mirrors": [mirror]}
    if "directory" in chosen.get("tls", {}) and stands_in.authority is not None:
        data["tls"] = _certified(chosen["tls"], stands_in.authority)
    if "hardware" in chosen:
        data["hardware"] = _hardware(chosen["hardware"])
    return data


def _remote_access(
    lab: Lab, host: Host, wished: dict[str, Any], stands_in: StandsIn
) -> dict[str, Any]:
    key = stands_in.key
    admin = {"identity": str(key), "keys": [*wished["admin"]["keys"], stands_in.public_key]}
    contacts = lab.offers(FirstContact, host.name)
    by_key = all(contact.offer.password is None for contact in contacts)
    return {"admin": admin, "first_contact": {"port": 22, "identity": str(key) if by_key else None}}


def _network(wished: dict[str, Any], node: LabNode) -> dict[str, Any]:
    """The second interface with the address that the lab gave it; the lab has its own names."""
    lan: dict[str, Any] = {"interface": LAN, "address": f"{node.lan_ipv4}/24"}
    lan |= {"gateway": None, "dns": []}
    # Where only a package mirror can be reached, its name is the one that resolves.
    mirror = mirror_host()
    if wished["outside_name"] and mirror:
        lan["outside_name"] = mirror
    if wished["ipv6_address"]:
        lan["ipv6_address"] = f"{node.lan_ipv6}/64"
    return lan


def _certified(wished: dict[str, Any], authority: Authority) -> dict[str, Any]:
    """The lab's own authority, by the same challenge; it reads no DNS, so not by dns-01."""
    own = {"directory": authority.directory, "root": authority.roots}
    is_by_dns = wished["challenge"] == "dns-01"
    return own | ({"challenge": "http-01", "dns_update": None} if is_by_dns else {})


def _hardware(wished: dict[str, Any]) -> dict[str, Any]:
    """No more than the rehearsing machine has; containers see its disks, which aren't theirs."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    least: dict[str, Any] = {"disks": [], "interfaces": [{"name": MANAGEMENT}, {"name": LAN}]}
    if wished["cpu"]["cores"]:
        least["cpu"] = {"cores": min(wished["cpu"]["cores"], os.cpu_count() or 1), "model": None}
    if wished["memory"]:
        least["memory"] = {"size": min(wished["memory"]["size"], pages)}
    return least
