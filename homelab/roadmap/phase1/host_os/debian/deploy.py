"""A running Debian with its name, clock and language, kept up with security fixes."""

from __future__ import annotations

from pyinfra.operations import files, server

from homelab.contract import Node
from homelab.operations.files import content
from homelab.operations.packages import installed
from homelab.operations.services import serving
from homelab.roadmap.phase1.host_os.debian.operations import (
    in_zone,
    knows_itself,
    named,
    released,
    speaking,
    with_locale,
)
from homelab.roadmap.phase1.host_os.debian.settings import DebianSettings

__all__ = ["deploy", "remove"]

UPGRADES = "etc/apt/apt.conf.d/99homelab-upgrades"
SYSCTLS = "etc/sysctl.d/60-homelab.conf"
TIMERS = ("apt-daily.timer", "apt-daily-upgrade.timer")


def deploy(node: Node[DebianSettings]) -> None:
    """The release is the declared one, or nothing is touched; then everything else."""
    settings = node.settings
    released(
        name=f"Debian {settings.number} is installed",
        number=settings.number,
        codename=settings.codename,
    )
    installed(name="base packages are installed", packages=settings.every_package)
    _name(node)
    in_zone(name=f"clocks show the time of {settings.timezone}", zone=settings.zone)
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
        for timer in TIMERS:
            serving(name=f"{timer} runs", unit=timer)
    _kernel(node)


def _name(node: Node[DebianSettings]) -> None:
    name = node.settings.name_for(node.name)
    if name is None:
        return
    short = name.partition(".")[0]
    # The file of names first: sudo looks its own machine up, and waits where it finds nothing.
    names = list(dict.fromkeys([name, short]))
    knows_itself(name="it finds itself by its name", names=names)
    content(name="it keeps its name after a reboot", path="/etc/hostname", text=f"{short}\n")
    named(name="it calls itself by its name", called=short)


def _kernel(node: Node[DebianSettings]) -> None:
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


def remove(node: Node[DebianSettings]) -> None:
    """Upgrades and the kernel are Debian's own affair again.

    Packages stay, as others may have come to need them. Name, zone and locale stay too: a
    machine must have some, and nobody knows whether the old ones were wished. The kernel keeps
    its parameters until it boots, as nobody knows what they were.
    """
    del node
    files.file(name="apt's own settings are back", path=f"/{UPGRADES}", present=False)
    files.file(name="the kernel boots with its own", path=f"/{SYSCTLS}", present=False)
