"""A running CentOS Stream with its name, clock and language, kept up with security fixes."""

from __future__ import annotations

from pyinfra.operations import dnf, files

from homelab.contract import Node
from homelab.operations.files import content
from homelab.operations.services import serving, stopped
from homelab.operations.system import OWN_ADDRESS, speaking
from homelab.roadmap.phase1.host_os.centos_stream.settings import CentosStreamSettings
from homelab.roadmap.phase1.host_os.deploy import configured, is_declared, left_alone, set_up

__all__ = ["deploy", "remove"]

AUTOMATIC = "etc/dnf/automatic.conf"
TIMER = "dnf-automatic.timer"


def deploy(node: Node[CentosStreamSettings]) -> None:
    """The release is the declared one, or nothing is touched; then everything else."""
    settings = node.settings
    is_declared(node)
    dnf.packages(name="base packages are installed", packages=settings.every_package)
    files.line(
        name="chrony reads declared servers",
        path="/etc/chrony.conf",
        line="sourcedir /etc/chrony/sources.d",
    )
    configured(node, OWN_ADDRESS)
    speaking(
        name=f"who logs in gets {settings.locale}", locale=settings.locale, path="/etc/locale.conf"
    )
    content(
        name="security fixes are installed as declared",
        path=f"/{AUTOMATIC}",
        text=node.render(f"{AUTOMATIC}.j2"),
    )
    if settings.security_upgrades:
        serving(name=f"{TIMER} runs", unit=TIMER)
    else:
        stopped(name=f"{TIMER} is off", unit=TIMER)
    set_up(node)


def remove(node: Node[CentosStreamSettings]) -> None:
    """Nothing is upgraded by itself, and the kernel is CentOS's own affair again."""
    stopped(name=f"{TIMER} is off", unit=TIMER)
    files.file(name="dnf's own settings are back", path=f"/{AUTOMATIC}", present=False)
    left_alone(node)
