"""systemd services that run what their files say, however often a run was cut short.

A service is compared with the age of its files, not told by the operation that changed them:
so a run that died between writing and restarting is made good by the next one.
"""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyinfra import host
from pyinfra.api import FactBase, StringCommand, operation

__all__ = ["ServiceState", "serving", "stopped", "would_touch"]

STATE = """
u={unit}
echo "enabled $(systemctl is-enabled $u 2>/dev/null)"
echo "active $(systemctl is-active $u 2>/dev/null)"
t=$(systemctl show $u -P StateChangeTimestamp --timestamp=us+utc 2>/dev/null)
echo "since $([ -z "$t" ] || date -d "$t" +%s.%N)"
echo "written $(find {files} -maxdepth 1 -printf '%T@\\n' 2>/dev/null | sort -n | tail -n 1)"
"""


@dataclass(frozen=True)
class Service:
    """What systemd says of a service, and whether its files are newer than that."""

    is_enabled: bool = False
    is_active: bool = False
    is_stale: bool = False


class ServiceState(FactBase[Service]):
    """The state of a unit, beside the files that it reads when it starts or reloads."""

    default = Service

    def command(self, unit: str, files: Sequence[str] = ()) -> str:
        """Ask systemd and the files' modification times at once."""
        names = " ".join(shlex.quote(name) for name in files) or "/dev/null/none"
        return STATE.format(unit=shlex.quote(unit), files=names)

    def process(self, output: Iterable[str]) -> Service:
        """Stale when a file, or a folder's list of files, is newer than the last (re)load."""
        said = {key: value for key, _, value in (line.partition(" ") for line in output)}
        since, written = said.get("since") or "0", said.get("written") or "0"
        return Service(
            is_enabled=said.get("enabled") in ("enabled", "static", "alias"),
            is_active=said.get("active") == "active",
            is_stale=Decimal(written) > Decimal(since),
        )


@operation()
def serving(
    unit: str, files: Sequence[str] = (), *, check: str | None = None, can_reload: bool = False
) -> Generator[StringCommand]:
    """UNIT is enabled, runs, and runs what FILES say now.

    FILES are paths of files or folders; CHECK is a command that must succeed before anything
    is started or reloaded (`sshd -t`). With CAN_RELOAD a running service is reloaded, not
    restarted.
    """
    state = host.get_fact(ServiceState, unit=unit, files=list(files))
    name = shlex.quote(unit)
    if not state.is_enabled:
        yield StringCommand(f"systemctl enable {name}")
    if state.is_active and not state.is_stale and not would_touch(files):
        return
    if check is not None:
        yield StringCommand(check)
    if can_reload and state.is_active:
        yield StringCommand(f"systemctl daemon-reload && systemctl reload {name}")
        return
    # A unit that was started often of late would be refused for that alone.
    forgiven = f"systemctl reset-failed {name} 2>/dev/null"
    yield StringCommand(f"systemctl daemon-reload; {forgiven}; systemctl restart {name}")


def would_touch(files: Sequence[str]) -> bool:
    """Whether, in a plan, an earlier operation would change one of FILES."""
    foreseen: list[str] = host.connector_data.get("foreseen", [])
    return any(path in command for path in files for command in foreseen)


@operation()
def stopped(unit: str) -> Generator[StringCommand]:
    """UNIT neither runs nor starts at boot."""
    state = host.get_fact(ServiceState, unit=unit)
    if state.is_enabled or state.is_active:
        yield StringCommand(f"systemctl disable --now {shlex.quote(unit)}")
