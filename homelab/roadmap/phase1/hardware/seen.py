"""What a running system says of its machine, read with tools that every Debian has."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["Machine", "SeenDisk", "SeenInterface", "read_machine"]

NO_PART = re.compile(r"(zram|ram|loop|nbd|fd|sr|dm-|md)\d+|mmcblk\d+boot\d+")
"""Block devices that lsblk(8) calls disks, and that nobody has put into a machine."""

CONTAINER_NIC = re.compile(r"eth\d+")
"""How a container's own end of a virtual cable is named, unlike the ends on its machine."""


@dataclass(frozen=True)
class SeenDisk:
    """One block device, whole."""

    name: str
    """The kernel's, like `nvme0n1`."""
    size: int
    """In bytes."""
    model: str
    is_part: bool
    """Whether somebody has built it in: not made by software, not empty, not removable."""


@dataclass(frozen=True)
class SeenInterface:
    """One network interface."""

    names: tuple[str, ...]
    """Its name, then its alternative names."""
    macs: tuple[str, ...]
    """Its address; for a member of a bond, its own as well."""
    is_part: bool
    """Whether it is a card of the machine (in a container: one of its own), not made here."""


@dataclass(frozen=True)
class Machine:
    """The parts that the system sees."""

    cores: int
    """Logical processors, those that are off included (`nproc --all`)."""
    cpu_model: str
    memory: int
    """RAM in bytes, without what the kernel and the firmware keep for themselves."""
    disks: tuple[SeenDisk, ...]
    interfaces: tuple[SeenInterface, ...]


def read_machine(run: Callable[[str], str]) -> Machine:
    """The machine on which RUN runs a command, for its output; RUN raises where one fails."""
    return Machine(
        cores=int(run("nproc --all")),
        cpu_model=parse_cpu_model(run("LC_ALL=C lscpu --json")),
        memory=parse_memory(run("cat /proc/meminfo")),
        disks=parse_disks(run("lsblk --json --bytes --nodeps --output NAME,SIZE,MODEL,TYPE,RM")),
        interfaces=parse_interfaces(run("ip -json -details link show")),
    )


def parse_cpu_model(lscpu: str) -> str:
    """The processor's name in lscpu(1)'s JSON; empty where it isn't known."""
    said = {field["field"]: field["data"] for field in _flat(json.loads(lscpu)["lscpu"])}
    return str(said.get("Model name:") or "")


def parse_memory(meminfo: str) -> int:
    """MemTotal of proc_meminfo(5), in bytes."""
    found = re.search(r"^MemTotal:\s+(\d+) kB$", meminfo, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def parse_disks(lsblk: str) -> tuple[SeenDisk, ...]:
    """The disks in lsblk(8)'s JSON, by name."""
    disks = [each for each in json.loads(lsblk)["blockdevices"] if each["type"] == "disk"]
    seen = (
        SeenDisk(
            name=each["name"],
            size=int(each["size"] or 0),
            model=(each["model"] or "").strip(),
            is_part=_is_built_in(each),
        )
        for each in disks
    )
    return tuple(sorted(seen, key=lambda disk: disk.name))


def parse_interfaces(ip_link: str) -> tuple[SeenInterface, ...]:
    """The Ethernet-like interfaces in ip-link(8)'s JSON, by name."""
    links = [each for each in json.loads(ip_link) if each.get("link_type") == "ether"]
    seen = (
        SeenInterface(
            names=(each["ifname"], *each.get("altnames", ())),
            macs=tuple(each[key] for key in ("address", "permaddr") if key in each),
            is_part=_is_card(each),
        )
        for each in links
    )
    return tuple(sorted(seen, key=lambda interface: interface.names))


def _is_built_in(disk: dict[str, Any]) -> bool:
    is_empty = int(disk["size"] or 0) == 0
    return not (is_empty or disk["rm"] or NO_PART.fullmatch(disk["name"]))


def _is_card(link: dict[str, Any]) -> bool:
    kind = link.get("linkinfo", {}).get("info_kind")
    is_own_end = "link_netnsid" in link and CONTAINER_NIC.fullmatch(link["ifname"]) is not None
    return kind is None or is_own_end


def _flat(fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """LSCPU's fields without their nesting, which util-linux 2.37 began."""
    return [leaf for each in fields for leaf in (each, *_flat(each.get("children", [])))]
