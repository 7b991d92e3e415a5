"""systemd-networkd, which one provider is told directly and another by its own file."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from pyinfra import host
from pyinfra.api import FactBase, StringCommand, operation

from homelab.operations.parts import in_parts
from homelab.roadmap.phase1.network.declared import declared
from homelab.roadmap.phase1.network.facts import json_of
from homelab.roadmap.phase1.network.offers import NETWORKD
from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = ["Configured", "Networkd", "NetworkdState", "disagreements", "reconfiguring", "running"]

WAITING = "systemd-networkd-wait-online.service"
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


@operation()
def running(own: Collection[str]) -> Generator[StringCommand]:
    """Networkd runs, now and after a reboot, and boot doesn't wait for what OWN files declare."""
    state: Networkd = host.get_fact(NetworkdState)
    if not state.starts_at_boot:
        yield StringCommand(f"systemctl enable {NETWORKD}")
    # Enabling networkd has boot wait until it has configured all that it must, 120 s if that's
    # nothing; so where it cares for these interfaces alone, nobody waits.
    is_alone = set(state.files) <= set(own)
    if not state.starts_at_boot or (state.is_waited_for and is_alone):
        yield StringCommand(f"systemctl disable {WAITING}")
    if not state.is_running:
        yield StringCommand(f"systemctl start {NETWORKD}")


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


def reconfiguring(settings: NetworkSettings) -> str:
    """A command by which networkd reads its files again and does what they say of the links."""
    names = " ".join(shlex.quote(link.name) for link in settings.links)
    there = f'for name in {names}; do for try in $(seq 50); do [ -e "/sys/class/net/$name" ]'
    waited = f"{there} && break; sleep 0.1; done; done; " if settings.made else ""
    return f"systemctl reload {NETWORKD} && {{ {waited}networkctl reconfigure {names}; }}"


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
