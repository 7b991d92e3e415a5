"""What is done to firewalld, only where it isn't so yet."""

from __future__ import annotations

from collections.abc import Generator, Mapping

from pyinfra import host
from pyinfra.api import StringCommand, operation

from homelab.operations.packages import MissingPackages
from homelab.roadmap.phase1.firewall.firewalld.facts import DaemonState, Written, WrittenState

__all__ = ["configured", "held_back", "released", "running_what_is_written"]

UNIT = "firewalld.service"
CONF = "/etc/firewalld/firewalld.conf"


@operation()
def held_back() -> Generator[StringCommand]:
    """Once installed, firewalld doesn't start by itself, as Debian would have it.

    It would let in sshd's usual port alone, now and after each reboot.
    """
    if host.get_fact(MissingPackages, packages=["firewalld"]) and not _written().is_masked:
        yield StringCommand(f"systemctl mask {UNIT}")


@operation()
def released() -> Generator[StringCommand]:
    """Firewalld may start."""
    if _written().is_masked:
        yield StringCommand(f"systemctl unmask {UNIT}")


@operation()
def configured(said: Mapping[str, str]) -> Generator[StringCommand]:
    """firewalld.conf says what SAID says, of what this version of firewalld knows."""
    conf = _written().conf
    for name, value in said.items():
        if conf.get(name, value) != value:
            yield StringCommand(f"sed -i 's/^{name}=.*/{name}={value}/' {CONF}")


@operation()
def running_what_is_written() -> Generator[StringCommand]:
    """The daemon has what its files say and nothing more, and the kernel has it of the daemon."""
    if not host.get_fact(DaemonState).runs(_written()):
        yield StringCommand("firewall-cmd --reload")


def _written() -> Written:
    written: Written = host.get_fact(WrittenState)
    return written
