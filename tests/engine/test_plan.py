"""A plan says what apply would do, and does none of it."""

from __future__ import annotations

import pytest
from support.rehearsed import Rehearsed

from homelab.engine import Terms
from homelab.result import ExitCode, Outcome, exit_code

pytestmark = pytest.mark.lab
HOST = "by-password"
ONLY = Terms(hosts=frozenset({HOST}))
STATE = (
    "find /etc /usr/local /root /home /var/lib -xdev -not -path '/var/lib/docker*' "
    "-printf '%p %m %u %g %s %T@\\n' | sort; "
    "systemctl list-units --type=service --no-legend --plain | cut -d' ' -f1 | while read u; do "
    "echo $u $(systemctl show $u -P ExecMainStartTimestampMonotonic); done"
)


def test_a_plan_of_a_bare_node_changes_nothing_and_names_what_would(lab: Rehearsed) -> None:
    lab.reset(HOST)
    loaded = lab.load()
    loaded.plan(ONLY)  # the first login leaves traces of its own
    before = lab.run(HOST, STATE)
    results = loaded.plan(ONLY)
    after = lab.run(HOST, STATE)

    assert before.splitlines() == after.splitlines()
    assert exit_code(results) is ExitCode.PENDING
    hardened = next(r for r in results if r.name == "sshd is hardened")
    assert hardened.outcome is Outcome.PENDING
    assert "+PermitRootLogin no\n" in hardened.diff
    assert "put /etc/ssh/sshd_config.d/00-homelab.conf" in hardened.commands


def test_apply_changes_what_the_plan_named_and_nothing_else(lab: Rehearsed) -> None:
    lab.reset(HOST)
    planned = lab.load().plan(ONLY)
    applied = lab.load().apply(ONLY)
    said = {r.name for r in planned if r.outcome is Outcome.PENDING}
    did = {r.name for r in applied if r.outcome is Outcome.CHANGED}
    # homelab's own new connections are no operations on the node
    assert did - {"the admin logs in by a new connection", "the new way in works"} == said


def test_a_change_on_the_node_is_planned_with_its_diff(lab: Rehearsed) -> None:
    loaded = lab.load()
    loaded.apply(ONLY)
    drop_in = "/etc/ssh/sshd_config.d/00-homelab.conf"
    lab.run(HOST, f"sed -i 's/PermitRootLogin no/PermitRootLogin yes/' {drop_in}")
    pending = [r for r in loaded.plan(ONLY) if r.outcome is Outcome.PENDING]
    assert [r.name for r in pending] == ["sshd is hardened", "sshd runs what its files say"]
    assert "-PermitRootLogin yes\n+PermitRootLogin no\n" in pending[0].diff
    assert exit_code(loaded.apply(ONLY)) is ExitCode.OK
    assert exit_code(loaded.plan(ONLY)) is ExitCode.OK
