"""What every firewall lets in, passes on, and would cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from homelab.contract import CameBy, Node
from homelab.errors import HomelabError
from homelab.model import Lab
from homelab.offers import Forward, Offered, OpenPort
from homelab.roadmap.phase1.firewall.deploy import Listener, Listeners, newly_denied, refuse
from homelab.roadmap.phase1.firewall.offers import passed_on, wished
from homelab.roadmap.phase1.firewall.settings import FirewallSettings

RECORDED = Path(__file__).parent / "recorded"
SSH = OpenPort(22, comment="SSH")
WEB = Listener(8080, "tcp", "python3")


def node(
    *ports: OpenPort | Forward,
    settings: FirewallSettings | None = None,
    came_by: CameBy | None = None,
) -> Node[FirewallSettings]:
    offered = tuple(Offered(port, "gateway", "some", "one") for port in ports)
    lab = Lab(Path("/lab"), Path("/lab/inventory.py"), {}, offered)
    wishes = settings or FirewallSettings()
    return Node("gateway", "10.0.0.1", "firewall", "any", wishes, lab, Path("/"), came_by)


def test_sshs_port_in_use_comes_first_and_once() -> None:
    ports = (OpenPort(80), SSH)
    assert wished(node(*ports, came_by=CameBy("10.0.0.1", 22, "ada"))) == (SSH, OpenPort(80))


def test_sshs_port_in_use_is_open_though_nobody_offers_it() -> None:
    first, second = wished(node(SSH, came_by=CameBy("10.0.0.1", 2222, "ada")))
    assert (first.port, second) == (2222, SSH)


def test_sshs_port_in_use_is_open_to_all_though_it_is_offered_to_some() -> None:
    narrow = OpenPort(22, source="10.0.0.0/24")
    first, second = wished(node(narrow, came_by=CameBy("10.0.0.1", 22, "ada")))
    assert (first.port, first.source, second) == (22, None, narrow)


def test_what_is_passed_on_has_a_rule_for_each_destination() -> None:
    to = ("10.0.0.0/24", "10.0.1.0/24")
    rules = passed_on(node(SSH, Forward("wg0", "10.99.0.0/16", to)))
    assert [rule.to for rule in rules] == [(each,) for each in to]


def test_listeners_are_those_that_others_can_call() -> None:
    said = (RECORDED / "ss.txt").read_text().splitlines()
    assert Listeners().process(said) == [
        Listener(22, "tcp", "sshd"),
        Listener(68, "udp", "systemd-network"),
        Listener(8080, "tcp", "python3"),
        Listener(51820, "udp", "the kernel"),
    ]


def test_what_nothing_declares_would_be_newly_denied() -> None:
    listeners = [Listener(22, "tcp", "sshd"), Listener(68, "udp", "dhclient"), WEB]
    assert newly_denied(listeners, [SSH], []) == [WEB]


def test_the_other_protocol_of_a_declared_port_is_news() -> None:
    odd = Listener(22, "udp", "mosh")
    assert newly_denied([odd], [SSH], []) == [odd]


@pytest.mark.parametrize("accepted", [[8080], "all"])
def test_what_the_user_accepted_is_no_news(accepted: list[int] | str) -> None:
    assert newly_denied([WEB], [SSH], accepted) == []


def test_the_refusal_says_who_listens_and_both_cures() -> None:
    settings = FirewallSettings(deny_listening=[25])
    with pytest.raises(HomelabError) as refusal:
        refuse(node(settings=settings), [WEB])
    said = str(refusal.value)
    assert "gateway: nothing has been denied yet" in said
    assert "8080/tcp  python3" in said
    assert '{"port": 8080, "protocol": "tcp", "comment": "python3"}' in said
    assert '"deny_listening": [25, 8080]' in said


def test_nobody_is_refused_for_nothing() -> None:
    refuse(node(), [])
