"""A machine's clock follows the declared server, also after it was wrong."""

from __future__ import annotations

import time

import pytest
from support.own_lab import OwnLab

from homelab.result import ExitCode, Outcome, Result, exit_code

SERVE = """
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --update --no-install-recommends chrony
printf '%s\\n' 'local stratum 8' allow 'cmdport 0' 'pidfile /run/time.pid' > /etc/time.conf
systemd-run --unit time chronyd -n -x -f /etc/time.conf
"""
"""It says the time of its machine, and sets no clock (-x)."""
WRONG = "systemctl stop systemd-timesyncd && date --set '1 hour ago'"
UNDECLARED = "rm /etc/systemd/timesyncd.conf.d/homelab.conf && systemctl restart systemd-timesyncd"
CHECKPOINT = "The clock follows a time server, one of those that are declared if any is"


@pytest.fixture(scope="module")
def wishes(vm: OwnLab) -> str:
    vm.run("beside", SERVE)
    said = {"provider": "debian", "packages": [], "security_upgrades": False}
    said["time_servers"] = [str(vm.node("beside").ipv4)]
    return f"host_os = {said!r}\n"


def applied(vm: OwnLab, wishes: str) -> list[Result]:
    results = vm.apply("vm", wishes)
    assert exit_code(results) is ExitCode.OK, [each for each in results if each.detail]
    return results


def checkpoint(vm: OwnLab) -> Result:
    results = vm.load().verify(hosts=["vm"], tasks=["host_os"])
    return next(each for each in results if each.name == CHECKPOINT)


def seconds_off(vm: OwnLab) -> float:
    return abs(time.time() - float(vm.run("vm", "date +%s.%N")))


def test_the_clock_follows_the_declared_server(vm: OwnLab, wishes: str) -> None:
    applied(vm, wishes)
    found = checkpoint(vm)
    assert found.outcome is Outcome.GOOD, found.detail
    assert {each.outcome for each in applied(vm, wishes)} == {Outcome.UNCHANGED}


def test_a_wrong_clock_is_named_and_made_right(vm: OwnLab, wishes: str) -> None:
    applied(vm, wishes)
    vm.run("vm", WRONG)
    assert seconds_off(vm) > 3000
    found = checkpoint(vm)
    assert found.outcome is Outcome.BAD
    assert "journalctl --unit systemd-timesyncd.service" in found.detail
    applied(vm, wishes)
    assert checkpoint(vm).outcome is Outcome.GOOD
    assert seconds_off(vm) < 10


def test_a_server_that_is_not_declared_is_not_followed(vm: OwnLab, wishes: str) -> None:
    applied(vm, wishes)
    vm.run("vm", UNDECLARED)
    assert checkpoint(vm).outcome is Outcome.BAD
    applied(vm, wishes)
    assert checkpoint(vm).outcome is Outcome.GOOD
