"""What every operating system is given, and what those that have apt are given besides."""

from __future__ import annotations

from pathlib import PurePosixPath

from pyinfra.operations import files, server

from homelab.contract import Node
from homelab.operations.clock import kept
from homelab.operations.files import content
from homelab.operations.packages import installed
from homelab.operations.services import serving
from homelab.operations.system import (
    OWN_ADDRESS,
    in_zone,
    knows_itself,
    named,
    released,
    speaking,
    with_locale,
)
from homelab.roadmap.phase1.host_os.settings import AptSettings, HostOSSettings
from homelab.roadmap.phase1.host_os.storing import stored, unmounted
from homelab.roadmap.phase1.host_os.timekeeping import TimeKeeper

__all__ = ["configured", "is_declared", "kept_up_by_apt", "left_alone", "left_to_apt", "set_up"]

UPGRADES = "etc/apt/apt.conf.d/99homelab-upgrades"
SYSCTLS = "etc/sysctl.d/60-homelab.conf"


def is_declared(node: Node[HostOSSettings]) -> None:
    """The release is the declared one, or nothing is touched."""
    settings = node.settings
    system, version = settings.os_release
    released(
        name=f"{settings.called} is installed",
        declared=settings.called,
        system=system,
        version=version,
    )


def kept_up_by_apt(node: Node[AptSettings], own: str = OWN_ADDRESS) -> None:
    """Packages, names, clock and language, and security fixes by unattended-upgrades.

    The machine finds itself by its name at the address OWN.
    """
    settings = node.settings
    installed(name="base packages are installed", packages=settings.every_package)
    configured(node, own)
    if not settings.has_built_in_locale:
        with_locale(name=f"{settings.locale} is generated", locale=settings.locale)
    speaking(name=f"who logs in gets {settings.locale}", locale=settings.locale)
    content(
        name="security fixes are installed as declared",
        path=f"/{UPGRADES}",
        text=node.render(f"{UPGRADES}.j2"),
        check="apt-config dump > /dev/null",
    )
    if settings.security_upgrades:
        for timer in settings.timers:
            serving(name=f"{timer} runs", unit=timer)
    set_up(node)


def left_to_apt(node: Node[AptSettings]) -> None:
    """Upgrades are the system's own affair again, and so is its kernel."""
    files.file(name="apt's own settings are back", path=f"/{UPGRADES}", present=False)
    left_alone(node)


def configured(node: Node[HostOSSettings], own: str) -> None:
    """The machine's names, which lead to its address OWN, and its clock's zone."""
    settings = node.settings
    name = settings.name_for(node.name)
    if name is not None:
        short = name.partition(".")[0]
        # The file of names first: sudo looks its own machine up, and waits where it finds nothing.
        names = list(dict.fromkeys([name, short]))
        knows_itself(name="it finds itself by its name", names=names, own=own)
        content(name="it keeps its name after a reboot", path="/etc/hostname", text=f"{short}\n")
        named(name="it calls itself by its name", called=short)
    in_zone(name=f"clocks show the time of {settings.timezone}", zone=settings.zone)
    _in_time(node)


def _in_time(node: Node[HostOSSettings]) -> None:
    """The clock follows the declared servers, or the distribution's own."""
    keeper = node.settings.timekeeper
    if not node.settings.time_servers:
        _by_own_servers(keeper)
        return
    content(
        name="the clock follows the declared servers",
        path=f"/{keeper.file}",
        text=node.render(f"{keeper.file}.j2"),
    )
    _keeping(keeper)


def _by_own_servers(keeper: TimeKeeper) -> None:
    path = f"/{keeper.file}"
    files.file(name="the clock follows the system's own servers", path=path, present=False)
    _keeping(keeper)


def _keeping(keeper: TimeKeeper) -> None:
    folder = str(PurePosixPath(f"/{keeper.file}").parent)
    kept(name=f"{keeper.unit} keeps the clock", unit=keeper.unit, files=[folder])


def set_up(node: Node[HostOSSettings]) -> None:
    """Its disks and its kernel are as declared, now and after a reboot."""
    stored(node)
    sysctls = node.settings.sysctls
    if not sysctls:
        files.file(name="the kernel has its own parameters", path=f"/{SYSCTLS}", present=False)
        return
    content(
        name="the kernel keeps its parameters after a reboot",
        path=f"/{SYSCTLS}",
        text=node.render(f"{SYSCTLS}.j2"),
    )
    for key, value in sysctls.items():
        # What is right already isn't written: some machines let nobody write there.
        server.sysctl(name=f"{key} is {value}", key=key, value=value)


def left_alone(node: Node[HostOSSettings]) -> None:
    """Nothing is mounted by homelab, and kernel and clock are the system's own affair again.

    Volumes stay, with what is on them. Packages stay, as others may have come to need them. Name,
    zone and locale stay too: a machine must have some, and nobody knows whether the old ones were
    wished. The kernel keeps its parameters until it boots, as nobody knows what they were.
    """
    unmounted()
    files.file(name="the kernel boots with its own", path=f"/{SYSCTLS}", present=False)
    _by_own_servers(node.settings.timekeeper)
