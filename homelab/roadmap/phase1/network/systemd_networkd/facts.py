"""What an interface has now, who cares for it, and whom the node asks for names."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from pyinfra.api import FactBase

from homelab.operations.parts import in_parts
from homelab.roadmap.phase1.network.systemd_networkd.places import KEPT_RESOLV, RESOLV

__all__ = ["Link", "LinkState", "NameServers", "Names"]

LINK = """
name={name}
part() {{ echo "## $1"; }}
part links; ip -json link show
part addresses; ip -json address show dev "$name" 2>/dev/null
part routes; ip -json -4 route show default dev "$name" 2>/dev/null
part networkd; systemctl is-active --quiet systemd-networkd.service && \
networkctl --json=short status -- "$name" 2>/dev/null
part boot; systemctl is-enabled systemd-networkd.service 2>/dev/null
part waiting; systemctl is-enabled systemd-networkd-wait-online.service 2>/dev/null
part others; ls -d /etc/systemd/network/*.network /run/systemd/network/*.network 2>/dev/null
part text; cat "/etc/systemd/network/10-homelab-$name.network" 2>/dev/null
part rivals; grep -HnE "^[[:space:]]*iface[[:space:]]+$name([[:space:]]|$)" \
/etc/network/interfaces /etc/network/interfaces.d/* 2>/dev/null
nmcli -t -g GENERAL.STATE device show "$name" 2>/dev/null | \
sed -n 's/^[1-9][0-9]* (\\(.*connected.*\\))/NetworkManager: \\1/p'
true
"""
NAMES = f"""
echo '## resolved'; systemctl is-active systemd-resolved.service | grep -x active
echo '## kept'; ls -d {KEPT_RESOLV} 2>/dev/null
echo '## content'; cat {RESOLV} 2>/dev/null
true
"""


@dataclass(frozen=True)
class Link:
    """One interface, as the kernel and systemd-networkd see it."""

    exists: bool = False
    interfaces: tuple[str, ...] = ()
    """Every interface of the node."""
    addresses: tuple[str, ...] = ()
    """What the kernel has, with prefix lengths."""
    leased: tuple[str, ...] = ()
    """Those of the addresses that are given for a time."""
    gateways: tuple[str, ...] = ()
    mtu: int = 0
    file: str | None = None
    """The .network file that networkd configures it by."""
    configured: tuple[str, ...] = ()
    """Addresses that networkd has from that file."""
    routers: tuple[str, ...] = ()
    """Default gateways that networkd has from that file."""
    dns: tuple[str, ...] = ()
    search_domains: tuple[str, ...] = ()
    is_running: bool = False
    """Whether networkd runs."""
    starts_at_boot: bool = False
    is_waited_for: bool = False
    """Whether boot waits until networkd has configured something."""
    files: tuple[str, ...] = ()
    """The administrator's .network files."""
    text: str = ""
    """What homelab's .network file says."""
    rivals: tuple[str, ...] = ()
    """Who else configures the interface, and where."""


class LinkState(FactBase[Link]):
    """Everything about one interface, in one question."""

    default = Link

    def command(self, interface: str) -> str:
        """Ask the kernel, networkd and systemd."""
        return LINK.format(name=shlex.quote(interface))

    def process(self, output: Iterable[str]) -> Link:
        """Take the parts apart."""
        parts = in_parts(output)
        (link,) = _json(parts["addresses"]) or [{}]
        infos = link.get("addr_info", ())
        routes = _json(parts["routes"]) or []
        networkd = _json(parts["networkd"]) or {}
        return Link(
            exists=bool(link),
            interfaces=tuple(each["ifname"] for each in _json(parts["links"]) or []),
            addresses=tuple(f"{i['local']}/{i['prefixlen']}" for i in infos),
            leased=tuple(f"{i['local']}/{i['prefixlen']}" for i in infos if i.get("dynamic")),
            gateways=tuple(route["gateway"] for route in routes if "gateway" in route),
            mtu=link.get("mtu", 0),
            file=networkd.get("NetworkFile"),
            configured=tuple(
                f"{_address(a)}/{a['PrefixLength']}" for a in _static(networkd, "Addresses")
            ),
            routers=tuple(
                _bytes_as_address(route["Gateway"])
                for route in _static(networkd, "Routes")
                if "Gateway" in route and route["DestinationPrefixLength"] == 0
            ),
            dns=tuple(_address(server) for server in _static(networkd, "DNS")),
            search_domains=tuple(d["Domain"] for d in _static(networkd, "SearchDomains")),
            is_running=bool(networkd),
            starts_at_boot="enabled" in parts["boot"],
            is_waited_for="enabled" in parts["waiting"],
            files=tuple(parts["others"]),
            text="".join(f"{line}\n" for line in parts["text"]),
            rivals=tuple(parts["rivals"]),
        )


@dataclass(frozen=True)
class Names:
    """Who turns names into addresses on the node."""

    is_resolved: bool = False
    """Whether systemd-resolved runs, which takes the servers from networkd."""
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


def _json(lines: list[str]) -> Any:  # noqa: ANN401 - iproute2's and systemd's own shapes
    text = "".join(lines)
    return json.loads(text) if text.startswith(("[", "{")) else None


def _static(networkd: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Those entries of networkd's KIND that stand in a .network file."""
    return [each for each in networkd.get(kind) or () if each.get("ConfigSource") == "static"]


def _address(entry: dict[str, Any]) -> str:
    return _bytes_as_address(entry["Address"])


def _bytes_as_address(octets: list[int]) -> str:
    return str(ip_address(bytes(octets)))
