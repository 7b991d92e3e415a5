"""What a machine's firmware says is read from the machine, and what is declared held against it."""

from __future__ import annotations

import json
from contextlib import chdir

from click.testing import CliRunner
from support.own_lab import OwnLab

from homelab.cli import main
from homelab.result import ExitCode, Outcome, Result, exit_code

DECLARED = {
    "provider": "manual",
    "boot": "legacy",
    "vendor": "homelab",
    "version": "1.2",
    "released": "2025-03-01",
    "virtualization": True,
    "attest": [],
}


def verified(vm: OwnLab, **others: object) -> list[Result]:
    results = vm.apply("vm", f"firmware = {DECLARED | others!r}\n")
    assert exit_code(results) is ExitCode.OK, [each for each in results if each.detail]
    return vm.load().verify(hosts=["vm"], tasks=["firmware"])


def bad(results: list[Result]) -> str:
    return "\n".join(each.detail for each in results if each.outcome is Outcome.BAD)


def test_firmware_as_declared_is_found_good(vm: OwnLab) -> None:
    results = verified(vm)
    assert bad(results) == ""
    assert len([each for each in results if each.outcome is Outcome.GOOD]) >= 4, results


def test_the_system_sees_the_memory_that_the_firmware_tells_of(vm: OwnLab) -> None:
    verified(vm)
    assert "Size: 1 GB" in vm.run("vm", "dmidecode --type memory")


def test_firmware_that_boots_otherwise_or_is_older_is_named(vm: OwnLab) -> None:
    told = bad(verified(vm, version="1.10", boot="uefi"))
    assert "it has version '1.2', 1.10 or later is declared" in told
    assert "uefi" in told


def test_older_firmware_is_a_fault_that_diagnose_names(vm: OwnLab) -> None:
    def named() -> list[tuple[str, str, str]]:
        words = ["diagnose", "-i", str(vm.root), "--limit", "vm", "--json", "firmware_outdated"]
        with chdir(vm.root):  # pyinfra's rule: the current folder's group data counts too
            done = CliRunner().invoke(main, words, catch_exceptions=False)
        said = json.loads(done.stdout)
        assert said["unknown"] == []
        return [(each["host"], each["fault"], each["evidence"]) for each in said["named"]]

    verified(vm, released="2026-01-31")
    assert named() == [
        ("vm", "firmware_outdated", "it is of 2025-03-01, 2026-01-31 or later is declared")
    ]
    verified(vm)
    assert named() == []
