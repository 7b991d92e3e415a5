"""Volumes, file systems and mounts are as declared, and nothing that is there is overwritten."""

from __future__ import annotations

import pytest
from support.own_lab import OwnLab

from homelab.result import ExitCode, Outcome, Result, exit_code

MIB = 1024**2
FIRST, SECOND, THIRD = (f"/dev/disk/by-id/virtio-disk{number}" for number in (1, 2, 3))
BLANK = "wipefs -q --all --force /dev/vdd"
PARTED = "DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --update fdisk >/dev/null"
SIZE = "lvs --noheadings --nosuffix --units b --options lv_size {}"
MOUNTED = "findmnt --noheadings --output SOURCE,FSTYPE,OPTIONS --mountpoint {}"


def wishes(
    media: str = "300 MiB", devices: tuple[str, ...] = (FIRST, SECOND), **more: object
) -> str:
    """A group with two volumes, as it is once it has grown, and MORE or else."""
    said = {
        "provider": "debian",
        "packages": [],
        "security_upgrades": False,
        "volume_groups": {
            "data": {
                "devices": list(devices),
                "volumes": {"media": media, "rest": None},
            }
        },
        "mounts": {
            "/srv/media": {"device": "/dev/data/media", "filesystem": "ext4"},
            "/srv/my-rest": {
                "device": "/dev/data/rest",
                "filesystem": "xfs",
                "options": ["nofail", "noatime"],
            },
        },
        **more,
    }
    return f"host_os = {said!r}\n"


def applied(vm: OwnLab, text: str) -> list[Result]:
    results = vm.apply("vm", text)
    assert exit_code(results) is ExitCode.OK, [each for each in results if each.detail]
    return results


def refusal(vm: OwnLab, text: str) -> str:
    results = vm.apply("vm", text)
    assert exit_code(results) is ExitCode.FAILED
    return next(each.detail for each in results if each.outcome is Outcome.FAILED)


def checkpoints(vm: OwnLab) -> dict[str, Result]:
    results = vm.load().verify(hosts=["vm"], tasks=["host_os"])
    return {each.name.partition(",")[0]: each for each in results}


def test_what_is_declared_is_there_and_stays_after_a_reboot(vm: OwnLab) -> None:
    small = wishes("200 MiB", (FIRST,))
    applied(vm, small)
    assert {each.outcome for each in applied(vm, small)} == {Outcome.UNCHANGED}
    assert "ext4" in vm.run("vm", MOUNTED.format("/srv/media"))
    assert "noatime" in vm.run("vm", MOUNTED.format("/srv/my-rest"))
    vm.run("vm", "echo kept > /srv/media/file && sync")
    vm.nodes.reboot("vm")
    found = checkpoints(vm)
    assert found["The declared logical volumes are there"].outcome is Outcome.GOOD
    assert found["Every declared file system is mounted in its place"].outcome is Outcome.GOOD
    assert vm.run("vm", "cat /srv/media/file") == "kept\n"
    assert {each.outcome for each in applied(vm, small)} == {Outcome.UNCHANGED}


def test_a_volume_grows_with_what_is_on_it(vm: OwnLab) -> None:
    applied(vm, wishes())
    assert int(vm.run("vm", SIZE.format("data/media"))) == 300 * MIB
    assert int(vm.run("vm", "df --output=size --block-size=1M /srv/media | tail -1")) > 250
    assert int(vm.run("vm", "df --output=size --block-size=1M /srv/my-rest | tail -1")) > 1400
    assert vm.run("vm", "cat /srv/media/file") == "kept\n"
    assert "making it smaller loses data" in refusal(vm, wishes("100 MiB"))


def test_options_change_without_unmounting(vm: OwnLab) -> None:
    applied(vm, wishes())
    vm.run("vm", "systemd-run --quiet --unit user --working-directory /srv/my-rest sleep 1d")
    applied(vm, wishes().replace("'noatime'", "'relatime', 'nodev'"))
    assert "nodev" in vm.run("vm", MOUNTED.format("/srv/my-rest"))
    vm.run("vm", "systemctl is-active user && systemctl stop user")


@pytest.mark.parametrize(
    ("make", "named"),
    [
        ("mkfs.ext4 -q -F /dev/vdd", "ext4"),
        (f"{PARTED} && echo ,100M | sfdisk -q --label gpt /dev/vdd", "gpt"),
        ("mkswap -q /dev/vdd", "swap"),
    ],
)
@pytest.mark.parametrize("use", ["group", "mount"])
def test_what_carries_anything_is_left_as_it_is(
    vm: OwnLab, make: str, named: str, use: str
) -> None:
    vm.run("vm", f"{BLANK} && {make}")
    before = vm.run("vm", "sha256sum /dev/vdd")
    mounts = {"/srv/more": {"device": THIRD, "filesystem": "xfs"}}
    text = wishes(devices=(FIRST, SECOND, THIRD)) if use == "group" else wishes(mounts=mounts)
    why = refusal(vm, text)
    assert f"{THIRD} carries" in why
    assert named in why
    assert "wipefs --all" in why
    assert vm.run("vm", "sha256sum /dev/vdd") == before


def test_a_device_that_is_not_there_is_named(vm: OwnLab) -> None:
    gone = {"/srv/more": {"device": "/dev/vdx", "filesystem": "xfs"}}
    assert "/dev/vdx is not there" in refusal(vm, wishes(mounts=gone))


def test_files_are_not_hidden_by_a_mount(vm: OwnLab) -> None:
    vm.run("vm", f"{BLANK}; mkdir -p /srv/more; touch /srv/more/mine")
    device = {"/srv/more": {"device": THIRD, "filesystem": "vfat"}}
    assert "/srv/more holds mine" in refusal(vm, wishes(mounts=device))
    vm.run("vm", "rm /srv/more/mine")
    applied(vm, wishes(mounts=device))
    assert "vfat" in vm.run("vm", MOUNTED.format("/srv/more"))


def test_what_is_not_declared_any_more_is_unmounted_and_kept(vm: OwnLab) -> None:
    applied(vm, wishes())
    vm.run("vm", "echo kept > /srv/media/file")
    applied(vm, wishes(mounts={}))
    assert vm.run("vm", "ls -A /srv/media") == ""
    applied(vm, wishes())
    assert vm.run("vm", "cat /srv/media/file") == "kept\n"
