"""One firewall takes another's place: the node is never without one, and one guard holds both."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import sleep

import pytest
from support.own_lab import OwnLab
from support.victim import At

from homelab.engine import Terms
from homelab.result import ExitCode, Outcome, Result, exit_code

pytestmark = [pytest.mark.lab, pytest.mark.slow]
SECONDS = 15
UNDECLARED = 8765
TRACES = {
    "firewalld": "nft list tables | grep firewalld; firewall-cmd --state 2>&1 | grep ^running; "
    "ls /etc/firewalld/*/* 2>/dev/null; grep homelab /etc/firewalld/firewalld.conf",
    "nftables": "nft list tables | grep 'inet homelab$'; ls /etc/nftables.d/* 2>/dev/null",
    "ufw": "iptables -S | grep ufw; ip6tables -S | grep ufw; ufw show added | grep '^ufw'",
}
"""What prints something where a firewall is in force, or has left anything."""
STATE = r"""
find /etc/ufw /etc/default/ufw /etc/nftables.d /etc/firewalld /etc/systemd/system \
  /var/lib/homelab/applied -not -name 'homelab-guard*' -type f \
  -exec stat -c '%n %a %U' {} + -exec sha256sum {} + | sort
for tool in iptables ip6tables; do $tool-save -t filter | sed '/^#/d; s/\[.*\]//'; done
nft list tables | sort
for unit in ufw homelab-firewall firewalld; do echo $unit $(systemctl is-enabled $unit); done
"""


@pytest.fixture(scope="module", autouse=True)
def guarded(lab: OwnLab) -> None:
    """A node with ufw, on which something listens that nobody declares."""
    serve = f"systemd-run --unit=undeclared python3 -m http.server --bind :: {UNDECLARED}"
    lab.run("one", serve)
    with calls(lab) as answered:
        sleep(2)
    assert len(set(answered)) == 2, "it answers by IPv4 and IPv6 before there is a firewall"
    assert exit_code(switch(lab, "ufw")) is ExitCode.OK


@pytest.mark.parametrize(
    ("old", "new"), [("ufw", "nftables"), ("nftables", "firewalld"), ("firewalld", "ufw")]
)
def test_one_comes_and_the_other_goes(lab: OwnLab, old: str, new: str) -> None:
    assert in_force(lab) == {old}
    with calls(lab) as answered:
        results = switch(lab, new)

    assert exit_code(results) is ExitCode.OK, wrong(results)
    assert answered == [], "it could be reached while one went and the other came"
    assert in_force(lab) == {new}
    assert on_record(lab) == [new]
    verified = lab.load().verify(hosts=["one"], tasks=["firewall"])
    assert {r.outcome for r in verified} == {Outcome.GOOD}, wrong(verified)
    assert {r.outcome for r in switch(lab, new)} == {Outcome.UNCHANGED}


def test_sshs_port_moves_meanwhile(lab: OwnLab) -> None:
    assert exit_code(switch(lab, "nftables", port=2200)) is ExitCode.OK
    assert exit_code(switch(lab, "ufw", port=2222)) is ExitCode.OK
    assert in_force(lab) == {"ufw"}


@pytest.mark.parametrize(
    ("old", "new", "shut"),
    [
        ("ufw", "nftables", "nft insert rule inet homelab input tcp dport 2222 drop"),
        ("ufw", "firewalld", "nft insert rule inet firewalld filter_INPUT tcp dport 2222 drop"),
        ("firewalld", "nftables", "nft insert rule inet homelab input tcp dport 2222 drop"),
        ("nftables", "ufw", "iptables -I INPUT -p tcp --dport 2222 -j DROP"),
    ],
)
def test_one_that_shuts_homelab_out_is_put_back(lab: OwnLab, old: str, new: str, shut: str) -> None:
    assert exit_code(switch(lab, old)) is ExitCode.OK
    before = state(lab)
    fault = At(f"firewall/{old} is off the record", lambda: lab.run("one", shut))

    results = switch(lab, new, fault)

    assert fault.is_done
    assert exit_code(results) is ExitCode.FAILED
    assert not [r for r in results if r.outcome is Outcome.CHANGED]
    assert [r for r in results if r.outcome is Outcome.REVERTED]
    assert any("put back as it was before" in r.detail for r in results), wrong(results)
    assert state(lab) == before
    assert in_force(lab) == {old}
    with calls(lab) as answered:
        sleep(2)
    assert answered == []
    assert exit_code(lab.load().plan(Terms(hosts=frozenset({"one"})))) is ExitCode.PENDING


def switch(lab: OwnLab, provider: str, feed: At | None = None, port: int = 2222) -> list[Result]:
    wish = {"provider": provider, "deny_listening": [UNDECLARED]}
    text = f"{lab.access(port)}firewall = {wish!r}\n"
    return lab.apply("one", text, feed, guard_seconds=SECONDS)


def in_force(lab: OwnLab) -> set[str]:
    """The firewalls of which there is any trace."""
    return {name for name, script in TRACES.items() if lab.run("one", f"{{ {script}; }} || true")}


def on_record(lab: OwnLab) -> list[str]:
    names = lab.run("one", "ls /var/lib/homelab/applied/firewall").split()
    return [name.removesuffix(".json") for name in names]


def state(lab: OwnLab) -> list[str]:
    return lab.nodes.exec("one", ["sh", "-c", STATE]).stdout.splitlines()


def wrong(results: list[Result]) -> list[str]:
    return [f"{r.name}: {r.outcome}: {r.detail}" for r in results if r.detail]


@contextmanager
def calls(lab: OwnLab) -> Iterator[list[str]]:
    """Somebody calls again and again within; the addresses that answered."""
    node, over, answered = lab.node("one"), Event(), list[str]()

    def call(address: str) -> None:
        while not over.is_set():
            try:
                socket.create_connection((address, UNDECLARED), timeout=0.1).close()
            except OSError:
                continue
            answered.append(address)

    callers = [Thread(target=call, args=(str(each),)) for each in (node.ipv4, node.ipv6)]
    for caller in callers:
        caller.start()
    try:
        yield answered
    finally:
        over.set()
        for caller in callers:
            caller.join()
