"""What the kernel has of interfaces, who configures them, and whom the node asks for names."""

from __future__ import annotations

import json
import shlex
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyinfra.api import FactBase

from homelab.operations.parts import in_parts
from homelab.roadmap.phase1.network.offers import KEPT_RESOLV, RESOLV

__all__ = [
    "Kernel",
    "KernelState",
    "Manager",
    "Managers",
    "NameServers",
    "Names",
    "Seen",
    "json_of",
]

KERNEL = """
echo '## addresses'; ip -json -details address show
echo '## routes'; ip -json -4 route show default
"""
MANAGERS = """
for name in {names}; do
pattern=$(printf %s "$name" | sed 's/[.]/[.]/g')
grep -HnE "^[[:space:]]*iface[[:space:]]+$pattern([[:space:]]|$)" \
/etc/network/interfaces /etc/network/interfaces.d/* 2>/dev/null | sed "s/^/$name ifupdown /"
grep -HnE "^[[:space:]]+.?$pattern.?:" /etc/netplan/*.yaml 2>/dev/null | sed "s/^/$name netplan /"
systemctl is-active --quiet systemd-networkd.service && \
networkctl --json=short status -- "$name" 2>/dev/null | \
grep -o '"NetworkFile":"[^"]*"' | cut -d '"' -f 4 | grep -v /10-netplan- | \
sed "s|^|$name systemd-networkd |"
nmcli -g GENERAL.STATE,GENERAL.CONNECTION device show "$name" 2>/dev/null | tr '\\n' ' ' | \
grep -vE 'unmanaged|unavailable|externally' | sed "s/^/$name NetworkManager /"; echo
done
true
"""
NAMES = f"""
echo '## resolved'; systemctl is-active systemd-resolved.service | grep -x active
echo '## kept'; ls -d {KEPT_RESOLV} 2>/dev/null
echo '## content'; cat {RESOLV} 2>/dev/null
true
"""


@dataclass(frozen=True)
class Seen:
    """One interface as the kernel has it."""

    addresses: tuple[str, ...] = ()
    """With prefix lengths."""
    leased: tuple[str, ...] = ()
    """Those of the addresses that are given for a time."""
    gateways: tuple[str, ...] = ()
    mtu: int = 0
    kind: str | None = None
    """What it is where it's made of others or of nothing: bond, bridge, vlan, veth, …"""
    controller: str | None = None
    """The bond or bridge that it is part of."""
    parent: str | None = None
    """The interface that a VLAN's traffic comes by."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Of its kind, in iproute2's words."""


@dataclass(frozen=True)
class Kernel:
    """Every interface of a node, by name."""

    links: Mapping[str, Seen] = field(default_factory=dict)


class KernelState(FactBase[Kernel]):
    """Every interface with its addresses and default routes, in one question."""

    default = Kernel

    def command(self) -> str:
        """Ask iproute2."""
        return KERNEL

    def process(self, output: Iterable[str]) -> Kernel:
        """Take the parts apart."""
        parts = in_parts(output)
        routes = json_of(parts["routes"]) or []
        links = (each for each in json_of(parts["addresses"]) or [] if each)
        return Kernel({each["ifname"]: _seen(each, routes) for each in links})


def _seen(link: dict[str, Any], routes: list[dict[str, Any]]) -> Seen:
    infos = link.get("addr_info", ())
    own = (route for route in routes if route.get("dev") == link["ifname"])
    return Seen(
        addresses=tuple(f"{i['local']}/{i['prefixlen']}" for i in infos),
        leased=tuple(f"{i['local']}/{i['prefixlen']}" for i in infos if i.get("dynamic")),
        gateways=tuple(route["gateway"] for route in own if "gateway" in route),
        mtu=link.get("mtu", 0),
        kind=link.get("linkinfo", {}).get("info_kind"),
        controller=link.get("master"),
        parent=link.get("link"),
        options=link.get("linkinfo", {}).get("info_data", {}),
    )


@dataclass(frozen=True)
class Manager:
    """A network manager that configures an interface, and by what."""

    interface: str
    name: str
    by: str
    """A file, a line of it or a connection."""

    @property
    def is_homelabs(self) -> bool:
        """Whether homelab made what it goes by: that has homelab in its name."""
        return "homelab" in self.by

    def __str__(self) -> str:
        return f"{self.name}: {self.by}"


class Managers(FactBase[list[Manager]]):
    """Who configures some interfaces: each manager and what it goes by."""

    default = list

    def command(self, names: Collection[str]) -> str:
        """Look in the managers' files, and ask those that run."""
        return MANAGERS.format(names=" ".join(map(shlex.quote, names)))

    def process(self, output: Iterable[str]) -> list[Manager]:
        """One a line."""
        found = (line.split(" ", 2) for line in output if line.strip())
        return [Manager(*words) for words in found]


@dataclass(frozen=True)
class Names:
    """Who turns names into addresses on the node."""

    is_resolved: bool = False
    """Whether systemd-resolved runs, which takes the servers from the network manager."""
    is_kept: bool = False
    """Whether an earlier resolv.conf is kept."""
    content: str = ""


class NameServers(FactBase[Names]):
    """/etc/resolv.conf, and whether it is systemd-resolved's matter."""

    default = Names

    def command(self) -> str:
        """Print what there is."""
        return NAMES

    def process(self, output: Iterable[str]) -> Names:
        """Take it apart."""
        parts = in_parts(output)
        text = "".join(f"{line}\n" for line in parts["content"])
        return Names(bool(parts["resolved"]), bool(parts["kept"]), text)


def json_of(lines: list[str]) -> Any:  # noqa: ANN401 - iproute2's and systemd's own shapes
    """What LINES say in JSON; None where they are no list and no object."""
    text = "".join(lines)
    return json.loads(text) if text.startswith(("[", "{")) else None
