"""Who may call a port, read off rules as iptables prints them."""

from __future__ import annotations

import pytest

from homelab.diagnose.chains import Chains
from homelab.offers import OpenPort

UFW = """
-P INPUT DROP
-A INPUT -j before
-A INPUT -j after
-A before -i lo -j ACCEPT
-A before -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A before -p udp -m udp --sport 67 --dport 68 -j ACCEPT
-A before -j local
-A before -j user
-A local -m addrtype --dst-type LOCAL -j RETURN
-A local -j DROP
-A after -p udp -m udp --dport 137 -j skip
-A skip -j DROP
"""
OPEN = "-A user -p udp -m udp --dport 51820 -j ACCEPT\n"
TUNNEL = OpenPort(51820, "udp")
DOCKERS = """
-A DOCKER-USER -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN
-A DOCKER-USER -s 10.0.0.0/8 -p tcp -m conntrack --ctstate DNAT --ctorigdstport 8081 -j RETURN
-A DOCKER-USER -p tcp -m conntrack --ctstate DNAT --ctorigdstport 443 --ctdir ORIGINAL -j RETURN
-A DOCKER-USER -o br-+ -m conntrack --ctstate DNAT -j DROP
-A DOCKER-USER -j RETURN
"""
HTTPS = OpenPort(443)


def dropping(chain: str, said: str, port: OpenPort) -> str | None:
    """The rule that drops a call of the port, or the policy; None where it is let through."""
    verdict = Chains(said).verdict(chain, port)
    if not verdict.drops:
        return None
    return verdict.rule.text if verdict.rule else "the policy"


def test_what_is_allowed_is_let_in() -> None:
    assert dropping("INPUT", UFW + OPEN, TUNNEL) is None


def test_what_no_rule_allows_meets_the_policy() -> None:
    assert dropping("INPUT", UFW, TUNNEL) == "the policy"
    assert dropping("INPUT", UFW.replace("INPUT DROP", "INPUT ACCEPT"), TUNNEL) is None


@pytest.mark.parametrize(
    "rule",
    [
        "-A user -p udp -m udp --dport 51820 -j DROP",
        "-A user -p udp -m multiport --dports 53,51000:52000 -j DROP",
        "-A user -j REJECT --reject-with icmp-port-unreachable",
        "-A user -i eth0 -p udp -m udp --dport 51820 -j DROP",
        '-A user -p udp -m udp --dport 51820 -m comment --comment "not -j ACCEPT" -j DROP',
    ],
)
def test_a_rule_above_the_one_that_allows_decides(rule: str) -> None:
    assert dropping("INPUT", f"{UFW}{rule}\n{OPEN}", TUNNEL) == rule
    assert dropping("INPUT", f"{UFW}{OPEN}{rule}", TUNNEL) is None


@pytest.mark.parametrize(
    "rule",
    [
        "-A user -p tcp -m tcp --dport 51820 -j DROP",
        "-A user -p udp -m udp --dport 51821 -j DROP",
        "-A user -s 192.0.2.7/32 -p udp -m udp --dport 51820 -j DROP",
        "-A user ! -p udp -j DROP",
        "-A user -i eth9 -j DROP",
        "-A user -m limit --limit 3/min -j DROP",
        "-A user -m recent --update --seconds 30 --hitcount 6 -j DROP",
        "-A user -m conntrack --ctstate INVALID -j DROP",
        "-A user -p udp -m udp --dport 51820 -j LOG",
    ],
)
def test_a_rule_about_some_calls_only_is_somebodys_wish(rule: str) -> None:
    assert dropping("INPUT", f"{UFW}{rule}\n{OPEN}", TUNNEL) is None


def test_a_published_port_is_let_through_by_what_was_published() -> None:
    assert dropping("DOCKER-USER", DOCKERS, HTTPS) is None
    rule = "-A DOCKER-USER -o br-+ -m conntrack --ctstate DNAT -j DROP"
    assert dropping("DOCKER-USER", DOCKERS, OpenPort(80)) == rule


def test_a_port_for_one_network_is_open_to_those_in_it() -> None:
    assert dropping("DOCKER-USER", DOCKERS, OpenPort(8081, source="10.0.0.5/32")) is None
    assert dropping("DOCKER-USER", DOCKERS, OpenPort(8081, source="192.168.1.0/24")) is not None


def test_what_leaves_by_an_interface_is_no_published_port() -> None:
    rule = "-A DOCKER-USER -o eth0 -j DROP\n"
    assert dropping("DOCKER-USER", rule + DOCKERS, HTTPS) is None
