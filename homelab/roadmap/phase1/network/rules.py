"""Which declared links can't be: the faults in a node's interfaces, each at its own path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Interface, IPv6Interface

from pydantic_core import PydanticCustomError

from homelab.fields import refused
from homelab.roadmap.phase1.network.links import Bond, Bridge, Made, Vlan, below, lowest_first

__all__ = ["Wish", "faults"]

Path = tuple[str | int, ...]
POINT_TO_POINT = {4: 31, 6: 127}
"""From this prefix length on every address is a host's (RFC 3021, RFC 6164)."""


@dataclass(frozen=True)
class Wish:
    """What is declared of a node's interfaces."""

    interface: str
    bonds: dict[str, Bond]
    bridges: dict[str, Bridge]
    vlans: dict[str, Vlan]
    addresses: dict[Path, IPv4Interface | IPv6Interface]
    """Each with its path."""

    @property
    def made(self) -> dict[str, Made]:
        """Every link that isn't a card, by name."""
        return {**self.bonds, **self.bridges, **self.vlans}


def faults(wish: Wish) -> Iterator[PydanticCustomError]:
    """Every fault in WISH; later ones may follow from earlier ones."""
    yield from _names(wish)
    yield from _members(wish)
    yield from _circles(wish)
    yield from _main(wish)
    yield from _addresses(wish)


def _names(wish: Wish) -> Iterator[PydanticCustomError]:
    known: dict[str, str] = {}
    for kind, links in (("bonds", wish.bonds), ("bridges", wish.bridges), ("vlans", wish.vlans)):
        for name in links:
            if name in known:
                yield refused(
                    f"{name} is one of `{known[name]}` already",
                    "name it otherwise",
                    at=(kind, name),
                )
            known.setdefault(name, kind)


def _members(wish: Wish) -> Iterator[PydanticCustomError]:
    """A part of a bond or bridge is part of that alone, and carries nothing of its own."""
    owners: dict[str, str] = {}
    joined: list[tuple[str, str, Bond | Bridge]] = [
        *(("bonds", name, bond) for name, bond in wish.bonds.items()),
        *(("bridges", name, bridge) for name, bridge in wish.bridges.items()),
    ]
    for kind, name, link in joined:
        for number, member in enumerate(link.interfaces):
            path = (kind, name, "interfaces", number)
            if member in owners:
                problem = f"{member} is part of {owners[member]} already"
                yield refused(problem, "leave it to one of them", at=path)
            elif isinstance(link, Bond) and member in wish.made:
                problem = f"{member} is no card, and a bond is made of cards"
                yield refused(problem, "name cards", at=path)
            elif member in wish.bridges:
                problem = f"{member} is a bridge, and no bridge has another for a port"
                yield refused(problem, "name its ports instead", at=path)
            owners.setdefault(member, name)
    for name, vlan in wish.vlans.items():
        if vlan.link in owners:
            problem = f"{vlan.link} is part of {owners[vlan.link]}, so its traffic is that one's"
            yield refused(problem, f"set it to {owners[vlan.link]}", at=("vlans", name, "link"))
        if name in owners and (vlan.address or vlan.ipv6_address or vlan.dhcp):
            key = next(k for k in ("address", "ipv6_address", "dhcp") if getattr(vlan, k))
            problem = f"{name} is part of {owners[name]}, so an address is that one's"
            yield refused(problem, "remove it", at=("vlans", name, key))
    if wish.interface in owners:
        owner = owners[wish.interface]
        problem = f"{wish.interface} is part of {owner}, so the address is that one's"
        yield refused(problem, f"set it to {owner}", at="interface")


def _circles(wish: Wish) -> Iterator[PydanticCustomError]:
    try:
        lowest_first(wish.made, iter(wish.made))
    except LookupError as error:
        (name,) = error.args
        kinds: dict[str, Mapping[str, Made]] = {
            "bonds": wish.bonds,
            "bridges": wish.bridges,
            "vlans": wish.vlans,
        }
        kind = next(kind for kind, links in kinds.items() if name in links)
        key = "link" if kind == "vlans" else "interfaces"
        made_of = ", ".join(below(wish.made[name]))
        yield refused(
            f"{name} would be made of itself, by way of {made_of}",
            "have it begin with a card",
            at=(kind, name, key),
        )


def _main(wish: Wish) -> Iterator[PydanticCustomError]:
    vlan = wish.vlans.get(wish.interface)
    if vlan is not None and (vlan.address or vlan.ipv6_address or vlan.dhcp):
        key = next(k for k in ("address", "ipv6_address", "dhcp") if getattr(vlan, k))
        yield refused(
            f"{wish.interface} is the `interface`, whose addresses stand beside it",
            "move it there" if key != "dhcp" else "remove it; without `address` DHCP is asked",
            at=("vlans", wish.interface, key),
        )


def _addresses(wish: Wish) -> Iterator[PydanticCustomError]:
    known: list[tuple[Path, IPv4Interface | IPv6Interface]] = []
    for path, address in wish.addresses.items():
        network = address.network
        if network.prefixlen < POINT_TO_POINT[address.version]:
            if address.ip == network.network_address:
                problem = f"{address.ip} is the address of the network {network} itself"
                yield refused(problem, "choose one inside", at=path)
            elif address.version == 4 and address.ip == network.broadcast_address:  # noqa: PLR2004
                problem = f"{address.ip} is the broadcast address of {network}"
                yield refused(problem, "choose one inside", at=path)
        for other_path, other in known:
            if other.version == address.version and network.overlaps(other.network):
                yield refused(
                    f"{network} overlaps {other.network} of `{_written(other_path)}`, and a "
                    "node can't tell by which interface to send",
                    "give each interface a subnet of its own",
                    at=path,
                )
        known.append((path, address))


def _written(path: Path) -> str:
    return ".".join(map(str, path))
