"""What differs between a host and the node that stands for it: where it is, and its keys."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homelab.lab import Authority, LabNode
from homelab.lab.apt import mirror_host, mirror_port
from homelab.lab.firststart import machine_nameservers
from homelab.model.lab import Host, Lab
from homelab.offers import Access, FirstContact
from homelab.rehearsal.files import COPY
from homelab.rehearsal.inventory import node_name
from homelab.rehearsal.resolving import name_servers, networks_with

__all__ = ["StandsIn", "overlay_of"]

LAN = "eth1"
MANAGEMENT = "eth0"
MIB = 2**20


@dataclass(frozen=True)
class StandsIn:
    """What the lab has in the place of what only the world outside has."""

    key: Path
    """The private key by which nodes are entered."""
    public_key: str
    mirror: str | None
    """Registry in the place of Docker Hub; None where that answers itself."""
    authority: Authority | None
    """In the place of one outside that the lab is certified by; None where there is none."""
    root: str | None
    """Of the lab's own authority, in PEM; None where it has none."""


def overlay_of(
    lab: Lab, host: Host, nodes: Mapping[str, LabNode], stands_in: StandsIn
) -> dict[str, Any]:
    """Host data that makes HOST's wishes fit its one of the NODES."""
    node, key = nodes[host.name], stands_in.key
    chosen = {choice.task: choice.settings.model_dump(mode="json") for choice in host.choices}
    data: dict[str, Any] = {
        "ssh_hostname": str(node.ipv4),
        "ssh_key": str(key),
        "ssh_known_hosts_file": str(key.with_name("known_hosts")),
    }
    for access in (offered.offer for offered in lab.offers(Access, host.name)):
        data |= {"ssh_user": access.user, "ssh_port": access.port}
    fitted: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
        "hardware": lambda wished: _hardware(wished, node),
        "firmware": lambda wished: _firmware(wished, node),
        "network": lambda wished: _network(lab, nodes, wished, node),
        "dns": lambda wished: _dns(wished, node),
        "remote_access": lambda wished: _remote_access(lab, host, wished, stands_in),
        "version_control": _version_control,
        "container_platform": lambda _wished: _mirrored(stands_in.mirror),
        "tls": lambda wished: _certified(wished, stands_in),
    }
    fits = {task: fit(chosen[task]) for task, fit in fitted.items() if task in chosen}
    return data | {task: fit for task, fit in fits.items() if fit}


def _remote_access(
    lab: Lab, host: Host, wished: dict[str, Any], stands_in: StandsIn
) -> dict[str, Any]:
    key = stands_in.key
    admin = {"identity": str(key), "keys": [*wished["admin"]["keys"], stands_in.public_key]}
    contacts = lab.offers(FirstContact, host.name)
    by_key = all(contact.offer.password is None for contact in contacts)
    return {"admin": admin, "first_contact": {"port": 22, "identity": str(key) if by_key else None}}


def _network(
    lab: Lab, nodes: Mapping[str, LabNode], wished: dict[str, Any], node: LabNode
) -> dict[str, Any]:
    """The second interface with the address that the lab gave it, and name servers in reach.

    It is the port of the bridge where the address is a bridge's; containers' kernel makes no
    bonds and no VLANs.
    """
    lan: dict[str, Any] = {"interface": LAN, "address": f"{node.lan_ipv4}/24", "gateway": None}
    lan |= {"dns": name_servers(lab, nodes, wished["dns"]), **_outside(wished)}
    lan |= {kind: dict.fromkeys(wished[kind]) for kind in ("bonds", "bridges", "vlans")}
    if (bridge := wished["interface"]) in wished["bridges"]:
        lan["interface"] = bridge
        lan["bridges"] |= {bridge: {"interfaces": [LAN]}}
    if "outside_name" in lan:
        lan["outside_port"] = mirror_port()
    if wished["ipv6_address"]:
        lan["ipv6_address"] = f"{node.lan_ipv6}/64"
    return lan


def _mirrored(mirror: str | None) -> dict[str, Any]:
    return {"registry_mirrors": [mirror]} if mirror else {}


def _certified(wished: dict[str, Any], stands_in: StandsIn) -> dict[str, Any]:
    """An authority of the lab's own: its root, or one by the same challenge for one outside.

    The one for outside reads no DNS, so it isn't asked by dns-01.
    """
    if "intermediate" in wished:
        return {"root": stands_in.root, **_renamed(wished["host"])}
    if stands_in.authority is None:
        return {}
    own = {"directory": stands_in.authority.directory, "root": stands_in.authority.roots}
    is_by_dns = wished["challenge"] == "dns-01"
    return own | ({"challenge": "http-01", "dns_update": None} if is_by_dns else {})


def _renamed(host: str | None) -> dict[str, str]:
    """The node that stands for the declared HOST, where it is called otherwise."""
    return {"host": node_name(host)} if host and node_name(host) != host else {}


def _dns(wished: dict[str, Any], node: LabNode) -> dict[str, Any]:
    """Servers in reach to forward to, and the rehearsal's own networks among those that ask."""
    upstream = list(machine_nameservers()) if wished["upstream"] else []
    return {
        "upstream": upstream,
        "networks": networks_with(node, wished["networks"]),
        **_outside(wished),
    }


def _outside(wished: dict[str, Any]) -> dict[str, str]:
    """The name that resolves where nothing but a package mirror can be reached."""
    mirror = mirror_host()
    return {"outside_name": mirror} if wished["outside_name"] and mirror else {}


def _firmware(wished: dict[str, Any], node: LabNode) -> dict[str, Any]:
    """Containers have none, and virtual machines QEMU's; the BMC is the real machine's."""
    without: dict[str, Any] = {"virtualization": False, "microcode": None}
    if node.machine is not None:
        without |= dict.fromkeys(("boot", "vendor", "version", "released"))
    return without | ({"bmc": None} if "bmc" in wished else {})


def _version_control(wished: dict[str, Any]) -> dict[str, Any]:
    """A copy of the lab's files is kept, and nobody's forge is asked."""
    return {"folder": str(COPY)} | ({"url": None} if "url" in wished else {})


def _hardware(wished: dict[str, Any], node: LabNode) -> dict[str, Any]:
    """No more than the rehearsing machine has; containers see its disks, which aren't theirs."""
    size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    cores = os.cpu_count() or 1
    if node.machine is not None:
        size, cores = node.machine.memory * MIB, node.machine.processors
    least: dict[str, Any] = {"disks": [], "interfaces": [{"name": MANAGEMENT}, {"name": LAN}]}
    least |= {"gpus": [], "raids": [], "zfs_pools": [], "ups": [], "asset_tag": None}
    if wished["cpu"]["cores"]:
        least["cpu"] = {"cores": min(wished["cpu"]["cores"], cores), "model": None}
    if wished["memory"]:
        least["memory"] = {"size": min(wished["memory"]["size"], size)}
    return least
