"""ufw's state read from what real nodes printed, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homelab.offers import Forward, OpenPort
from homelab.roadmap.phase1.firewall.ufw.facts import Ufw, UfwState
from homelab.roadmap.phase1.firewall.ufw.rules import admits, as_kernel, as_tuples, command

RECORDED = Path(__file__).parent / "recorded"
SSH = OpenPort(22, comment="SSH")


@pytest.fixture
def ufw() -> Ufw:
    """A node with SSH open to all, and three ports to some."""
    return UfwState().process((RECORDED / "ufw.txt").read_text().splitlines())


def test_the_state_of_a_real_node_is_read(ufw: Ufw) -> None:
    assert ufw.is_installed
    assert ufw.starts_at_boot
    assert ufw.settings["DEFAULT_INPUT_POLICY"] == "DROP"
    assert ufw.settings["ENABLED"] == "yes"
    assert ufw.is_denying()
    assert ufw.runs_what_is_written()


@pytest.mark.parametrize(
    "port",
    [
        SSH,
        OpenPort(9090, source="10.235.31.0/24", comment="a b"),
        OpenPort(81, source="10.235.30.5/32"),
        OpenPort(53, "udp", "fd00::5/128"),
    ],
    ids=str,
)
def test_a_rule_is_found_in_every_family_that_it_has(ufw: Ufw, port: OpenPort) -> None:
    assert all(ufw.has(family, line) for family, line in as_tuples(port))
    assert command(port) in {line.partition(" comment ")[0] for line in ufw.added}


def test_a_rule_with_another_comment_is_another_rule(ufw: Ufw) -> None:
    lines = as_tuples(replace(SSH, comment="sshd"))
    assert not any(ufw.has(family, line) for family, line in lines)


def test_a_rule_that_one_family_lost_is_missed(ufw: Ufw) -> None:
    half = replace(ufw, written={4: ufw.written[4], 6: ()})
    assert not all(half.has(family, line) for family, line in as_tuples(SSH))


def test_a_rule_that_only_the_kernel_lost_is_missed(ufw: Ufw) -> None:
    ssh = "-A ufw-user-input -p tcp -m tcp --dport 22 -j ACCEPT"
    kernel = tuple(line for line in ufw.loaded[4] if line != ssh)
    assert kernel != ufw.loaded[4]
    assert not replace(ufw, loaded={**ufw.loaded, 4: kernel}).runs_what_is_written()


@pytest.mark.parametrize(
    "lost", ["-P INPUT DROP", "-A INPUT -j ufw6-before-input", "-N ufw6-user-input"]
)
def test_a_kernel_that_lost_a_part_of_ufw_isnt_denying(ufw: Ufw, lost: str) -> None:
    kernel = tuple(line for line in ufw.loaded[6] if line != lost)
    assert not replace(ufw, loaded={**ufw.loaded, 6: kernel}).is_denying()


def test_a_node_without_ufw_denies_nothing_and_has_debians_defaults_to_come() -> None:
    nothing = UfwState().process([])
    assert not nothing.is_installed
    assert not nothing.is_denying()
    assert nothing.settings["IPV6"] == "yes"


def test_a_kernel_without_ipv6_needs_no_rules_for_it(ufw: Ufw) -> None:
    alone = replace(ufw, written={4: ufw.written[4]}, loaded={4: ufw.loaded[4]})
    assert all(alone.has(family, line) for family, line in as_tuples(SSH))
    assert alone.is_denying()


def test_the_kernels_words_and_ufws_own_are_the_same_rule() -> None:
    ufws = "-A ufw-user-input -p tcp --dport 81 -s 10.0.0.5 -j ACCEPT"
    kernels = "-A ufw-user-input -s 10.0.0.5/32 -p tcp -m tcp --dport 81 -j ACCEPT"
    others = "-A ufw-user-input -s 10.0.0.6/32 -p tcp -m tcp --dport 81 -j ACCEPT"
    assert as_kernel([ufws]) == as_kernel([kernels]) != as_kernel([others])


@pytest.mark.parametrize(
    ("to", "printed", "kept"),
    [
        ("10.0.0.0/24", " to 10.0.0.0/24", "10.0.0.0/24"),
        ("10.0.0.5/32", " to 10.0.0.5", "10.0.0.5"),
        ("0.0.0.0/0", "", "0.0.0.0/0"),
    ],
)
def test_what_is_passed_on_reads_as_ufw_writes_it(to: str, printed: str, kept: str) -> None:
    rule = Forward("wg0", "10.99.0.0/16", (to,), "VPN x")
    assert command(rule) == f"route allow in on wg0 from 10.99.0.0/16{printed}"
    line = f"route:allow any any {kept} any 10.99.0.0/16 in_wg0 comment=56504e2078"
    assert list(as_tuples(rule)) == [(4, line)]


def test_a_passing_rule_that_only_the_kernel_lost_is_missed(ufw: Ufw) -> None:
    rule = "-A ufw-user-forward -i wg0 -d 10.0.0.5 -s 10.99.0.0/16 -j ACCEPT"
    kernels = "-A ufw-user-forward -s 10.99.0.0/16 -d 10.0.0.5/32 -i wg0 -j ACCEPT"
    written = replace(ufw, written={**ufw.written, 4: (*ufw.written[4], rule)})
    assert not written.runs_what_is_written()
    assert replace(
        written, loaded={**ufw.loaded, 4: (*ufw.loaded[4], kernels)}
    ).runs_what_is_written()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("allow tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in", True),
        ("limit any 8000:8090 0.0.0.0/0 any 10.0.0.0/8 in", True),
        ("allow tcp 80,8080 ::/0 any ::/0 Web - in", True),
        ("allow any any 0.0.0.0/0 any 10.0.0.0/8 in", True),
        ("allow udp 8080 0.0.0.0/0 any 0.0.0.0/0 in", False),
        ("allow tcp 8081 0.0.0.0/0 any 0.0.0.0/0 in", False),
        ("deny tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in", False),
        ("route:allow tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in", False),
    ],
)
def test_a_rule_admits_what_it_says(line: str, *, expected: bool) -> None:
    assert admits(line, 8080, "tcp") is expected


def test_a_denying_node_lets_in_what_a_rule_allows(ufw: Ufw) -> None:
    assert ufw.lets_in(9090, "tcp")
    assert not ufw.lets_in(8080, "tcp")
    assert Ufw().lets_in(8080, "tcp")


@given(
    network=st.one_of(
        st.ip_addresses(v=4).map(lambda ip: ip_network(f"{ip}/24", strict=False)),
        st.ip_addresses(v=6).map(lambda ip: ip_network(f"{ip}/64", strict=False)),
    ),
    port=st.integers(1, 65535),
)
def test_a_source_has_rules_in_its_own_family_only(network: object, port: int) -> None:
    ((family, line),) = as_tuples(OpenPort(port, source=str(network)))
    assert family == ip_network(str(network)).version
    assert line.endswith(f"{network} in")
