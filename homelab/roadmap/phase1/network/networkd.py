"""What systemd-networkd says of the links, whichever provider tells it of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from pyinfra.api import FactBase

from homelab.operations.parts import in_parts
from homelab.roadmap.phase1.network.declared import declared
from homelab.roadmap.phase1.network.facts import json_of
from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = ["Configured", "Networkd", "NetworkdState", "disagreements"]

STATE = """
echo '## networkd'; systemctl is-active --quiet systemd-networkd.service && \
networkctl --json=short list 2>/dev/null
echo '## boot'; systemctl is-enabled systemd-networkd.service 2>/dev/null
echo '## waiting'; systemctl is-enabled systemd-networkd-wait-online.service 2>/dev/null
echo '## files'; ls -d /etc/systemd/network/*.net* /run/systemd/network/*.net* 2>/dev/null
true
"""


@dataclass(frozen=True)
class Configured:
    """What networkd says of one interface; the values are those of its .network file."""

    file: str | None = None
    """The .network file that it is configured by."""
    addresses: tuple[str, ...] = ()
    routers: tuple[str, ...] = ()
    """Default gateways."""
    dns: tuple[str, ...] = ()
    search_domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Networkd:
    """systemd-networkd and its interfaces by name; none while it doesn't run."""

    links: Mapping[str, Configured] = field(default_factory=dict)
    starts_at_boot: bool = False
    is_waited_for: bool = False
    """Whether boot waits until it has configured something."""
    files: tuple[str, ...] = ()
    """The .network and .netdev files that aren't the distribution's."""

    @property
    def is_running(self) -> bool:
        """Whether it answers; there is always one interface, the loopback."""
        return bool(self.links)


class NetworkdState(FactBase[Networkd]):
    """Everything that networkd says, in one question."""

    default = Networkd

    def command(self) -> str:
        """Ask networkd and systemd."""
        return STATE

    def process(self, output: Iterable[str]) -> Networkd:
        """Take the parts apart."""
        parts = in_parts(output)
        links = (json_of(parts["networkd"]) or {}).get("Interfaces", ())
        return Networkd(
            links={each["Name"]: _configured(each) for each in links},
            starts_at_boot="enabled" in parts["boot"],
            is_waited_for="enabled" in parts["waiting"],
            files=tuple(parts["files"]),
        )


def disagreements(
    settings: NetworkSettings,
    state: Networkd,
    files: Mapping[str, str],
    kept: str | None = None,
) -> Iterator[str]:
    """Where networkd has something else in mind for a link than its one of the FILES says."""
    for link in settings.links:
        found = state.links.get(link.name, Configured())
        if found.file != files[link.name]:
            yield f"systemd-networkd doesn't configure {link.name} by its file"
        if sorted(found.addresses) != sorted(declared(link, kept)):
            yield f"networkd has the addresses {_list(found.addresses)}"
        gateways = [str(settings.gateway)] if settings.gateway and link.is_main else []
        if list(found.routers) != gateways:
            yield f"networkd has the gateway {_list(found.routers)}"
        if list(found.dns) != ([str(dns) for dns in settings.dns] if link.is_main else []):
            yield f"its name servers are {_list(found.dns)}"
        if list(found.search_domains) != (settings.search_domains if link.is_main else []):
            yield f"its search domains are {_list(found.search_domains)}"


def _configured(link: dict[str, Any]) -> Configured:
    return Configured(
        file=link.get("NetworkFile"),
        addresses=tuple(f"{_address(a)}/{a['PrefixLength']}" for a in _static(link, "Addresses")),
        routers=tuple(
            _bytes_as_address(route["Gateway"])
            for route in _static(link, "Routes")
            if "Gateway" in route and route["DestinationPrefixLength"] == 0
        ),
        dns=tuple(_address(server) for server in _static(link, "DNS")),
        search_domains=tuple(d["Domain"] for d in _static(link, "SearchDomains")),
    )


def _static(link: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Those entries of a link's KIND that stand in a .network file."""
    return [each for each in link.get(kind) or () if each.get("ConfigSource") == "static"]


def _address(entry: dict[str, Any]) -> str:
    return _bytes_as_address(entry["Address"])


def _bytes_as_address(octets: list[int]) -> str:
    return str(ip_address(bytes(octets)))


def _list(found: tuple[str, ...]) -> str:
    return ", ".join(found) or "none"
