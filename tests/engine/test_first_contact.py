"""From root or a default user, by password or key, to the admin with everything else closed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.rehearsed import Rehearsed

from homelab.engine import Feed, Terms
from homelab.result import ExitCode, Outcome, exit_code
from homelab.transport import NotAdmitted, Unreachable, open_way, ways_in

pytestmark = pytest.mark.lab
HOSTS = ("by-password", "by-key", "by-sudo")


def test_every_way_in_ends_with_the_admin_and_nobody_else(lab: Rehearsed) -> None:
    for name in HOSTS:
        lab.reset(name)
    loaded = lab.load()

    first = loaded.apply()
    again = loaded.apply()

    assert exit_code(first) is ExitCode.OK, [r for r in first if r.outcome is Outcome.FAILED]
    assert {r.host for r in first if r.outcome is Outcome.CHANGED} == set(HOSTS)
    assert [r for r in again if r.outcome is not Outcome.UNCHANGED] == []
    for host in loaded.hosts.values():
        admin, *others = ways_in(host, loaded)
        open_way(admin, host).close()
        for way in others:
            with pytest.raises(Unreachable):
                open_way(way, host)
        with pytest.raises(NotAdmitted):  # by the port that does answer
            open_way(replace(others[-1], port=admin.port), host)


def test_it_is_entered_again_where_it_was_left(lab: Rehearsed) -> None:
    """Stopped after each of its operations in turn, the next run goes on and ends the same."""
    host = "by-sudo"
    lab.reset(host)
    only = frozenset({host})
    runs = 0
    for left in range(2, 90, 7):
        terms = Terms(hosts=only)
        results = lab.load().apply(terms, StopAfter(terms, left))
        runs += 1
        if not any(r.outcome is Outcome.NOT_REACHED for r in results):
            break
    assert runs > 3, "it was never stopped on the way"
    last = lab.load().apply(Terms(hosts=only))
    assert [r for r in last if r.outcome is not Outcome.UNCHANGED] == []


def test_root_stays_open_while_the_admin_cannot_come_in(lab: Rehearsed) -> None:
    host = "by-key"
    lab.reset(host)
    deny = "echo 'DenyUsers ada' > /etc/ssh/sshd_config.d/50-deny.conf; systemctl restart ssh"
    lab.run(host, deny)
    results = lab.load().apply(Terms(hosts=frozenset({host})))

    failed, put_back = [r for r in results if r.outcome is Outcome.FAILED]
    assert "put back as it was before" in put_back.detail
    assert failed.name == "the admin logs in by a new connection"
    assert "ada@" in failed.detail
    assert not lab.run(host, "ls /etc/ssh/sshd_config.d").count("00-homelab")
    loaded = lab.load()
    root = [way for way in ways_in(loaded.hosts[host], loaded) if way.user == "root"]
    open_way(root[0], loaded.hosts[host]).close()


class StopAfter(Feed):
    """Asks the run to stop when some operations have begun."""

    def __init__(self, terms: Terms, operations: int) -> None:
        self._terms, self._left = terms, operations

    def operation_began(self, host: str, task: str, name: str) -> None:
        """Count down."""
        self._left -= 1
        if self._left == 0:
            self._terms.stop.set()
