"""firewalld's own words for what the lab declares, and its state as `firewall-cmd` prints it."""

from __future__ import annotations

import pytest

from homelab.offers import Forward, OpenPort
from homelab.roadmap.phase1.firewall.firewalld.facts import DaemonState, WrittenState
from homelab.roadmap.phase1.firewall.firewalld.rules import element
from homelab.roadmap.phase1.firewall.offers import Rule

CONF = "## conf\n# DefaultZone\nDefaultZone=homelab\nLogDenied=off\n"
ZONES = """docker (active)
  interfaces: docker0
homelab (default, active)
  target: DROP
  interfaces: eth0
  ports: 22/tcp
  rich rules:
\trule family="ipv4" source address="10.0.0.0/24" port port="81" protocol="tcp" accept
\trule icmp-type name="echo-request" accept
trusted
  interfaces:
"""
FILES = """homelab (default)
  target: DROP
  interfaces:
  ports: 22/tcp
  rich rules:
\trule icmp-type name="echo-request" accept
\trule family="ipv4" source address="10.0.0.0/24" port port="81" protocol="tcp" accept
trusted
  interfaces:
"""
KERNEL = """chain filter_INPUT {
jump filter_INPUT_POLICIES
reject with icmpx admin-prohibited
}
chain filter_IN_homelab {
jump filter_IN_homelab_allow
}"""


def runs(zones: str = ZONES, kernel: str = KERNEL, default: str = "homelab") -> bool:
    said = (
        f"## running\n{zones}## permanent\n{FILES}"
        f"## DefaultZone\n{default}\n## LogDenied\noff\n## kernel\n{kernel}"
    )
    written = WrittenState().process(CONF.splitlines())
    return DaemonState().process(said.splitlines()).runs(written)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (OpenPort(22, comment="SSH"), '<port port="22" protocol="tcp"/> <!-- SSH -->'),
        (
            OpenPort(53, "udp", "fd00::/64"),
            (
                '<rule family="ipv6"><source address="fd00::/64"/>'
                '<port port="53" protocol="udp"/><accept/></rule>'
            ),
        ),
        (
            Forward("wg0", "10.99.0.0/16", ("10.0.0.0/24",)),
            (
                '<rule family="ipv4"><source address="10.99.0.0/16"/>'
                '<destination address="10.0.0.0/24"/><accept/></rule>'
            ),
        ),
        (
            Forward("wg0", "10.99.0.0/16", ("0.0.0.0/0",)),
            '<rule family="ipv4"><source address="10.99.0.0/16"/><accept/></rule>',
        ),
    ],
    ids=str,
)
def test_a_rule_reads_as_firewalld_takes_it(rule: Rule, said: str) -> None:
    assert element(rule) == said


def test_a_comment_doesnt_end_before_its_end() -> None:
    assert element(OpenPort(80, comment="a --> b---")).endswith(" <!-- a -> b- -->")


def test_a_daemon_that_has_what_its_files_say_runs_it_in_any_order() -> None:
    assert runs()


@pytest.mark.parametrize(
    "other",
    [
        {"zones": ZONES.replace("22/tcp", "22/tcp 8080/tcp")},
        {"zones": ZONES.replace("trusted\n  interfaces:", "trusted\n  interfaces: eth1")},
        {"zones": ""},
        {"kernel": ""},
        {"kernel": KERNEL.replace("reject", "accept")},
        {"default": "trusted"},
    ],
    ids=["port", "interface", "no zone", "no table", "no reject", "default zone"],
)
def test_a_daemon_or_kernel_that_has_anything_else_is_told(other: dict[str, str]) -> None:
    assert not runs(**other)
