"""A failure stays where it happened, is told truthfully, and ends in the right exit code."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest
from support.rehearsed import Rehearsed

from homelab.engine import Feed, Terms
from homelab.result import ExitCode, Kind, Outcome, exit_code

pytestmark = pytest.mark.lab
BREAK = "printf '#!/bin/sh\\necho sudoers are broken >&2; exit 3\\n' > /usr/local/sbin/visudo; "
BROKEN = BREAK + "chmod 755 /usr/local/sbin/visudo; rm -f /etc/sudoers.d/homelab-admin"
MENDED = "rm -f /usr/local/sbin/visudo"
ONE = Terms(hosts=frozenset({"by-key"}))
TWO = Terms(hosts=frozenset({"by-key", "by-password"}))


def test_one_host_fails_and_the_others_go_on(lab: Rehearsed) -> None:
    lab.load().apply(TWO)
    lab.run("by-key", BROKEN)
    try:
        results = lab.load().apply(TWO)
    finally:
        lab.run("by-key", MENDED)

    failed, kept = [r for r in results if r.outcome is Outcome.FAILED]
    assert (failed.host, failed.name) == ("by-key", "ada may become root")
    assert (kept.host, kept.name) == ("by-key", "the change is kept")
    assert "sudoers are broken" in failed.detail
    recorded = "remote_access/openssh is on record"
    assert {r.host for r in results if r.name == recorded} == {"by-password"}
    assert exit_code(results) is ExitCode.FAILED
    assert exit_code(lab.load().apply(ONE)) is ExitCode.OK, "the next run makes it good"


def test_too_many_failures_stop_the_rest(lab: Rehearsed) -> None:
    """What comes after the share of failed hosts is passed is told as not reached."""
    loaded = lab.wish(
        'host_os = {"provider": "debian", "security_upgrades": False, "packages": []}\n'
    )
    lab.nodes.exec("by-key", ["systemctl", "stop", "ssh"])
    try:
        results = loaded.apply(Terms(fail_percent=10))
    finally:
        lab.nodes.exec("by-key", ["systemctl", "start", "ssh"])
    reached = [r for r in results if r.kind is Kind.HOST]
    assert [(r.host, r.outcome) for r in reached] == [("by-key", Outcome.UNKNOWN)]
    others = [r for r in results if r.kind is not Kind.HOST]
    assert {r.outcome for r in others} == {Outcome.NOT_REACHED}
    assert {r.host for r in others} == {"by-password", "by-key", "by-sudo"}


def test_an_operation_over_its_time_fails_and_ends_on_the_node(lab: Rehearsed) -> None:
    lab.load().apply(ONE)
    hang = "printf '#!/bin/sh\\nsleep 300\\n' > /usr/local/sbin/visudo; "
    lab.run("by-key", hang + "chmod 755 /usr/local/sbin/visudo; rm -f /etc/sudoers.d/homelab-admin")
    try:
        results = lab.load().apply(replace(ONE, operation_timeout=5))
        left = lab.run("by-key", "pgrep -cxf 'sleep 300'")
    finally:
        lab.run("by-key", MENDED)
    failed, kept = [r for r in results if r.outcome is Outcome.FAILED]
    assert failed.name == "ada may become root"
    assert "put back as it was before: ada may become root" in kept.detail
    assert "longer than 5 s" in failed.detail
    assert left.strip() == "0"
    assert exit_code(lab.load().apply(ONE)) is ExitCode.OK


def test_a_node_is_applied_to_by_one_at_a_time(lab: Rehearsed) -> None:
    loaded = lab.load()
    loaded.apply(ONE)
    both: list[list[str]] = []
    barrier = threading.Barrier(2)

    class Together(Feed):
        def stage_began(self, stage: str, hosts: tuple[str, ...]) -> None:
            if stage == "reach":
                barrier.wait()

        def operation_began(self, host: str, task: str, name: str) -> None:
            time.sleep(0.1)  # long enough for the other to come

    def apply() -> None:
        results = lab.load().apply(ONE, Together())
        both.append([r.detail for r in results if r.outcome is Outcome.FAILED])

    threads = [threading.Thread(target=apply) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [details for details in both if details]
    assert len(refused) == 1, both
    assert "has been applying since" in refused[0][0]
    assert exit_code(loaded.apply(ONE)) is ExitCode.OK, "the lock went with its holder"


def test_what_is_no_longer_wished_is_removed_and_can_come_back(lab: Rehearsed) -> None:
    host, only = "by-key", ONE
    lab.wish('firewall = {"provider": "ufw"}\n').apply(only)
    assert "Status: active" in lab.run(host, "ufw status")

    planned = lab.wish("").plan(only)
    removed = lab.wish("").apply(only)
    assert {r.provider for r in planned if r.outcome is Outcome.PENDING} == {"ufw"}
    assert exit_code(removed) is ExitCode.OK, [r for r in removed if r.outcome is Outcome.FAILED]
    assert "Status: inactive" in lab.run(host, "ufw status"), "its package stays, for the guard"
    assert lab.run(host, "ls /var/lib/homelab/applied/firewall") == ""
    assert [r for r in lab.wish("").apply(only) if r.outcome is Outcome.CHANGED] == []
