"""The run line follows `docker info`, and never opens the machine."""

import json
from itertools import pairwise

import pytest

from homelab.lab.runline import Engine, engine_from_info, run_flags


def pairs(flags: list[str]) -> set[tuple[str, str]]:
    return set(pairwise(flags))


def test_the_engine_is_what_docker_info_says() -> None:
    info = json.dumps(
        {
            "CgroupVersion": "2",
            "SecurityOptions": ["name=apparmor", "name=seccomp,profile=builtin", "name=cgroupns"],
        }
    )
    assert engine_from_info(info, has_tun=True) == Engine(
        "2", ("apparmor", "seccomp", "cgroupns"), has_tun=True
    )
    assert engine_from_info('{"SecurityOptions": null}', has_tun=False) == Engine(
        "1", (), has_tun=False
    )


def test_cgroup_v1_takes_the_machines_tree() -> None:
    flags = pairs(run_flags(Engine("1", (), has_tun=True)))
    assert ("--cgroupns", "host") in flags
    assert ("--volume", "/sys/fs/cgroup:/sys/fs/cgroup:rw") in flags


def test_cgroup_v2_has_a_namespace_and_no_mount() -> None:
    flags = run_flags(Engine("2", (), has_tun=True))
    assert ("--cgroupns", "private") in pairs(flags)
    assert "--volume" not in flags


def test_selinux_and_a_missing_tun_are_heeded() -> None:
    assert ("--security-opt", "label=disable") in pairs(
        run_flags(Engine("2", ("selinux",), has_tun=False))
    )
    assert "/dev/net/tun" not in run_flags(Engine("2", (), has_tun=False))


@pytest.mark.parametrize("version", ["1", "2"])
def test_the_machine_stays_closed(version: str) -> None:
    flags = run_flags(Engine(version, ("apparmor", "seccomp", "selinux"), has_tun=True))
    assert "--privileged" not in flags
    assert not any("systempaths" in flag for flag in flags)
    assert {("--cap-drop", name) for name in ("SYS_TIME", "SYS_MODULE", "SYS_RESOURCE")} <= pairs(
        flags
    )
