"""An interface's state read from what real nodes printed, and what homelab makes of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from homelab.contract import CameBy, Node
from homelab.errors import HomelabError
from homelab.model import Lab
from homelab.operations.parts import in_parts
from homelab.roadmap import registry
from homelab.roadmap.phase1.network import declared as shared
from homelab.roadmap.phase1.network.declared import kept_way, refuse_the_impossible
from homelab.roadmap.phase1.network.facts import (
    Kernel,
    KernelState,
    Manager,
    Managers,
    NameServers,
)
from homelab.roadmap.phase1.network.networkd import Networkd, NetworkdState, disagreements
from homelab.roadmap.phase1.network.systemd_networkd.places import network_file
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

RECORDED = Path(__file__).parent / "recorded"
FILE = "etc/systemd/network/10-homelab-interface.network.j2"
DECLARED: dict[str, dict[str, Any]] = {
    "bookworm": {"address": "10.235.31.12/24", "ipv6_address": "fd0a:cf13:9f53:82fe::12/64"},
    "trixie": {"address": "10.235.31.11/24", "ipv6_address": "fd0a:cf13:9f53:82fe::11/64"},
}


def declared(release: str = "bookworm", **others: object) -> SystemdNetworkdSettings:
    wishes: dict[str, Any] = {
        "interface": "eth1",
        **DECLARED[release],
        "gateway": "10.235.31.1",
        "dns": ["10.255.255.53"],
        "search_domains": ["home.arpa"],
        **others,
    }
    return SystemdNetworkdSettings.model_validate(wishes)


def lines(release: str) -> list[str]:
    return (RECORDED / f"link_{release}.txt").read_text().splitlines()


def recorded(release: str = "bookworm", **changed: object) -> Kernel:
    kernel = KernelState().process(lines(release))
    return Kernel({**kernel.links, "eth1": replace(kernel.links["eth1"], **changed)})  # type: ignore[arg-type]


def networkd(release: str = "bookworm") -> Networkd:
    return NetworkdState().process(lines(release))


def rendered(of: Node[SystemdNetworkdSettings], kept: str | None = None) -> str:
    (link,) = of.settings.links
    return of.render(FILE, link=link, kept=kept)


def differences(
    settings: SystemdNetworkdSettings, kernel: Kernel, state: Networkd | None = None
) -> list[str]:
    said = networkd() if state is None else state
    odd = disagreements(settings, said, {link.name: network_file(link) for link in settings.links})
    return [*shared.differences(settings, kernel), *odd]


def node(
    settings: SystemdNetworkdSettings, came_by: CameBy | None = None
) -> Node[SystemdNetworkdSettings]:
    lab = Lab(Path("/lab"), Path("/lab/inventory.py"), {}, ())
    folder = registry.provider("network", "systemd_networkd").folder
    name = "systemd_networkd"
    return Node("gateway", "10.0.0.1", "network", name, settings, lab, folder, came_by)


@pytest.mark.parametrize("release", DECLARED)
def test_an_interface_that_is_as_declared_has_no_differences(release: str) -> None:
    assert differences(declared(release), recorded(release), networkd(release)) == []


@pytest.mark.parametrize("release", DECLARED)
def test_the_file_on_a_real_node_is_the_one_that_is_rendered(release: str) -> None:
    text = "".join(f"{line}\n" for line in in_parts(lines(release))["text"])
    assert rendered(node(declared(release))) == text


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"address": "10.235.31.13/24"}, "address 10.235.31.13/24 is missing"),
        ({"ipv6_address": "fd00::5/64"}, "address fd00::5/64 is missing"),
        ({"ipv6_address": None}, "networkd has the addresses"),
        ({"gateway": "10.235.31.2"}, "its gateway is 10.235.31.1"),
        ({"gateway": None}, "networkd has the gateway 10.235.31.1"),
        ({"dns": []}, "its name servers are 10.255.255.53"),
        ({"search_domains": ["lan"]}, "its search domains are home.arpa"),
        ({"mtu": 9000}, "its MTU is 1500"),
        ({"address": None, "gateway": None}, "it has no address by DHCP"),
    ],
)
def test_what_was_declared_anew_is_a_difference(others: dict[str, Any], said: str) -> None:
    assert any(said in each for each in differences(declared(**others), recorded()))


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ({"addresses": ()}, "address 10.235.31.12/24 is missing"),
        ({"gateways": ()}, "its gateway is none"),
    ],
)
def test_what_an_interface_lost_is_a_difference(lost: dict[str, Any], said: str) -> None:
    assert any(said in each for each in differences(declared(), recorded(**lost)))


def test_an_interface_that_networkd_doesnt_configure_is_a_difference() -> None:
    odd = differences(declared(), recorded(), Networkd())
    assert "systemd-networkd doesn't configure eth1 by its file" in odd


def test_a_leased_address_meets_a_wish_for_dhcp() -> None:
    kernel = recorded(addresses=("10.235.31.99/24",), leased=("10.235.31.99/24",))
    link = replace(networkd().links["eth1"], addresses=(), routers=())
    wish = declared(address=None, ipv6_address=None, gateway=None)
    assert differences(wish, kernel, Networkd({"eth1": link})) == []


@pytest.mark.parametrize("address", ["10.235.31.12", "::ffff:10.235.31.12"])
def test_the_address_that_homelab_came_by_is_kept_beside_the_new_one(address: str) -> None:
    moving = node(declared(address="10.235.31.77/24"), CameBy(address, 22, "ada"))
    assert kept_way(moving, recorded()) == "10.235.31.12/24"
    text = rendered(moving, kept_way(moving, recorded()))
    assert "Address=10.235.31.77/24\n" in text
    assert "Address=10.235.31.12/24\n" in text


def test_nothing_is_kept_that_is_declared_or_that_homelab_didnt_come_by() -> None:
    assert kept_way(node(declared(), CameBy("10.235.31.12", 22, "ada")), recorded()) is None
    assert kept_way(node(declared(), CameBy("10.235.30.12", 22, "ada")), recorded()) is None
    assert kept_way(node(declared(address="10.235.31.77/24")), recorded()) is None


def test_a_lease_that_homelab_came_by_is_kept_as_dhcp() -> None:
    link = recorded(addresses=("10.235.31.99/24",), leased=("10.235.31.99/24",))
    moving = node(declared(), CameBy("10.235.31.99", 22, "ada"))
    assert kept_way(moving, link) == "DHCP"
    assert "DHCP=ipv4\n" in rendered(moving, "DHCP")


def test_an_interface_that_isnt_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(HomelabError, match=r"no interface 'eth7'.*one of eth0, eth1"):
        refuse_the_impossible(node(declared(interface="eth7")), recorded(), [])


def test_an_interface_that_something_else_configures_is_refused() -> None:
    said = ["eth1 ifupdown /etc/network/interfaces:7:iface eth1 inet dhcp", ""]
    with pytest.raises(HomelabError, match="interfaces:7:iface eth1"):
        refuse_the_impossible(node(declared()), recorded(), Managers().process(said))


def test_the_provider_itself_and_what_homelab_made_of_another_are_no_rivals() -> None:
    managers = [
        Manager("eth1", "systemd-networkd", "/etc/systemd/network/50-lan.network"),
        Manager("eth1", "ifupdown", "/etc/network/interfaces.d/homelab:3:iface eth1 inet dhcp"),
    ]
    refuse_the_impossible(node(declared()), recorded(), managers, ["systemd-networkd"])


def test_without_a_static_address_dhcp_is_asked() -> None:
    text = rendered(node(SystemdNetworkdSettings(interface="eth1")))
    assert "DHCP=ipv4\n" in text
    assert "Address=" not in text
    assert "UseDNS" not in text


def test_a_node_that_prints_nothing_has_no_such_interface() -> None:
    assert KernelState().process([]) == Kernel()
    assert not NetworkdState().process([]).is_running


def test_the_name_servers_file_is_read_as_it_stands() -> None:
    lines = ["## resolved", "## kept", "/kept", "## content", "nameserver 10.0.0.1", ""]
    names = NameServers().process(lines)
    assert (names.is_resolved, names.is_kept) == (False, True)
    assert names.content == "nameserver 10.0.0.1\n\n"
