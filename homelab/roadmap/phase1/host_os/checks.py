"""What every operating system must meet: it is whole, and says and writes things as declared."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.pending_reboot import why_pending
from homelab.roadmap.phase1.host_os.settings import HostOSSettings

if TYPE_CHECKING:
    from testinfra.host import Host

HostOSNode = Node[HostOSSettings]
TIME_TO_FOLLOW = 20.0
"""Seconds that a keeper which began just now may need for its first answers."""


@pytest.fixture
def name(node: HostOSNode) -> str:
    """The declared name, where there is one."""
    declared = node.settings.name_for(node.name)
    if declared is None:
        pytest.skip("the machine keeps the name it has")
    return declared


def apts_word(host: Host, name: str) -> list[str]:
    """What apt takes for an option of apt.conf(5), each word of it."""
    return re.findall(r'"(.*)";', host.check_output("apt-config dump %s", name))


def upgrade_trial(host: Host) -> list[dict[str, str]]:
    """The origins that unattended-upgrade would take packages from, each by its fields."""
    # In English, whatever locale was declared: its output is read.
    trial = host.run("LC_ALL=C unattended-upgrade --dry-run --verbose")
    assert trial.rc == 0, trial.stderr
    said = re.findall(r"^Allowed origins are:(.*)$", trial.stdout + trial.stderr, re.MULTILINE)
    origins = ", ".join(said).split(", ")
    return [dict(re.findall(r"(\w+)=([^,\s]+)", origin.replace(",", " "))) for origin in origins]


def test_the_release_is_the_declared_one(node: HostOSNode, host: Host) -> None:
    """The declared release of the declared system is installed."""
    found = host.check_output('. /etc/os-release && echo "$ID $VERSION_ID"')
    assert found.split() == list(node.settings.os_release)


def test_the_packages_are_there(node: HostOSNode, host: Host) -> None:
    """Every declared package is installed."""
    missing = [name for name in node.settings.packages if not host.package(name).is_installed]
    assert not missing, f"not installed: {', '.join(missing)}"


def test_packages_are_whole(host: Host) -> None:
    """No package is half installed, or lacks what it needs."""
    asked = "if command -v dpkg > /dev/null; then dpkg --audit; else dnf --quiet check; fi"
    assert host.check_output(asked) == ""


def test_nothing_waits_for_a_reboot(host: Host) -> None:
    """What was upgraded runs: no reboot is pending."""
    pending = why_pending(host.check_output)
    assert not pending, f"{'; '.join(pending)}: `homelab reboot --pending` reboots it"


def test_fixes_are_looked_for_daily(node: HostOSNode, host: Host) -> None:
    """The timers that look for security fixes and install them are on."""
    if not node.settings.security_upgrades:
        pytest.skip("upgrades by themselves are declined")
    for timer in node.settings.timers:
        assert host.service(timer).is_enabled
        state = host.check_output("systemctl show %s --property=SubState", timer)
        assert state == "SubState=waiting"


def test_no_unit_has_failed(host: Host) -> None:
    """The system is up, and nothing that it started has failed."""
    failed = host.check_output("systemctl list-units --failed --plain --no-legend --full")
    assert [line.split()[0] for line in failed.splitlines()] == []
    assert host.run("systemctl is-system-running").stdout.strip() == "running"


def test_it_has_its_name(name: str, host: Host) -> None:
    """The machine calls itself by the declared name, now and after a reboot."""
    short = name.partition(".")[0]
    assert host.check_output("uname -n") == short
    assert host.file("/etc/hostname").content_string.strip() == short


def test_it_finds_itself_by_name(name: str, host: Host) -> None:
    """The machine's name leads to the machine itself, without asking a name server."""
    # glibc's files alone: a resolver elsewhere may know the name too, until it is out of reach.
    found = host.run("getent --service=hosts:files hosts %s", name).stdout.split()
    assert name in found[1:]


def test_clocks_show_the_declared_zone(node: HostOSNode, host: Host) -> None:
    """Clocks and logs show the declared time zone."""
    moments = ("@1767268800", "@1782900000")  # a winter's and a summer's, for daylight saving
    declared, shown = (
        [host.check_output(f"{zone} date --date=%s '+%%F %%T %%Z'", moment) for moment in moments]
        for zone in (f"TZ=:{node.settings.timezone}", "env --unset=TZ")
    )
    assert shown == declared


def test_the_clock_is_right(node: HostOSNode, host: Host) -> None:
    """The clock follows a time server, one of those that are declared if any is."""
    if host.run("systemd-detect-virt --container").succeeded:
        pytest.skip("a container's clock is its machine's")
    keeper, declared = node.settings.timekeeper, {str(each) for each in node.settings.time_servers}
    deadline = time.monotonic() + TIME_TO_FOLLOW
    while not (is_followed(host) and (not declared or host.check_output(keeper.asked) in declared)):
        assert time.monotonic() < deadline, f"it follows none: `journalctl --unit {keeper.unit}`"
        time.sleep(1)


def is_followed(host: Host) -> bool:
    """Whether the kernel takes the clock for synchronised (adjtimex(2), STA_UNSYNC)."""
    said = host.check_output("timedatectl show --property=NTPSynchronized --value")
    return bool(said == "yes")


def test_programs_speak_the_declared_locale(node: HostOSNode, host: Host) -> None:
    """The declared locale is there, and who logs in gets it."""
    locale = node.settings.locale
    # Without it the C library falls back to plain ASCII.
    assert host.run("LC_ALL=%s locale charmap", locale).stdout.strip() == "UTF-8"
    assert host.check_output("su --login --command 'echo \"$LANG\"' nobody -s /bin/sh") == locale


def test_the_kernel_has_its_parameters(node: HostOSNode, host: Host) -> None:
    """The kernel has the declared parameters, now and after a reboot."""
    declared = node.settings.sysctls
    if not declared:
        pytest.skip("none is declared")
    now = {name: host.check_output("sysctl --values %s", name).split() for name in declared}
    assert now == {name: value.split() for name, value in declared.items()}
    # What boot would set, in its order: the last word on a name counts.
    said = host.check_output("/lib/systemd/systemd-sysctl --cat-config")
    lines = (line.partition("=") for line in said.splitlines() if not line.startswith(("#", ";")))
    booted = {name.strip().removeprefix("-"): value.split() for name, _, value in lines}
    assert {name: booted.get(name) for name in declared} == now


def test_volumes_have_their_size(node: HostOSNode, host: Host) -> None:
    """The declared logical volumes are there, on the declared devices, and as large as declared."""
    groups = node.settings.volume_groups
    if not groups:
        pytest.skip("no volume group is declared")
    for name, group in groups.items():
        stands_on = host.check_output("vgs --noheadings --options pv_name %s", name).split()
        real = [host.check_output("readlink -f %s", device) for device in group.devices]
        assert set(real) <= set(stands_on)
        for volume, size in group.volumes.items():
            shown = "lvs --noheadings --nosuffix --units b --options lv_size %s"
            assert int(host.check_output(shown, f"{name}/{volume}")) >= (size or 1)


def test_what_is_declared_is_mounted(node: HostOSNode, host: Host) -> None:
    """Every declared file system is mounted in its place, now and after a reboot."""
    mounts = node.settings.mounts
    if not mounts:
        pytest.skip("no mount is declared")
    for path, mount in mounts.items():
        shown = host.run("findmnt --noheadings --output SOURCE,FSTYPE --mountpoint %s", path).stdout
        source, _, filesystem = shown.strip().rpartition(" ")
        real = host.check_output("readlink -f %s", source.strip()) if source else "nothing"
        assert (real, filesystem) == (
            host.check_output("readlink -f %s", mount.device),
            mount.filesystem,
        )
        unit = host.check_output("systemd-escape --path --suffix=mount %s", path)
        assert host.run("systemctl is-enabled %s", unit).stdout.strip() == "enabled"
