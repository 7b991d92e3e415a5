"""What every backup puts on a node: the program, what it is to keep, and its timers."""

from __future__ import annotations

import json
import shlex
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pyinfra.operations import files

from homelab.backup import onnode
from homelab.backup.kept import SCRATCH, kept_on
from homelab.backup.onnode import report, wishes
from homelab.contract import Node
from homelab.operations.files import content
from homelab.operations.services import serving, stopped
from homelab.roadmap.phase2.backup.settings import BackupSettings

__all__ = ["keeping", "kept_no_more", "purged"]

LIBRARY = "/usr/local/lib/homelab"
PACKAGE = "homelab/backup/onnode"
COMMAND = "/usr/local/sbin/homelab-backup"
PASSWORD = "/etc/homelab/backup.password"  # noqa: S105 - a path
UNITS = Path("/etc/systemd/system")
LAUNCHER = f"""#!/bin/sh
PYTHONPATH={LIBRARY} PYTHONDONTWRITEBYTECODE=1 exec python3 -m homelab.backup.onnode "$@"
"""
SERVICE = """[Unit]
Description={told}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={command}
Nice=10
IOSchedulingClass=idle
"""
TIMER = """[Unit]
Description={told}, on schedule

[Timer]
OnCalendar={calendar}
RandomizedDelaySec=15m
Persistent=true

[Install]
WantedBy=timers.target
"""


def keeping(node: Node[BackupSettings], options: str) -> None:
    """NODE's data is copied and drilled on schedule by its provider's tool with these OPTIONS."""
    for place, text in _program(node).items():
        content(name=f"the program has {place}", path=f"{LIBRARY}/{place}", text=text)
    content(name="the program has its command", path=COMMAND, text=LAUNCHER, mode="755")
    password = node.reveal(node.settings.password)
    content(name="copies are encrypted as declared", path=PASSWORD, text=password, mode="600")
    content(
        name="what is kept is declared",
        path=str(wishes.FILE),
        text=json.dumps(_wishes(node, options), indent=1) + "\n",
        mode="600",
    )
    settings = node.settings
    _scheduled("backup", "Copies what is kept", f"{COMMAND} backup", settings.calendar)
    _scheduled("drill", "Proves that copies restore", f"{COMMAND} drill", settings.drill_calendar)


def kept_no_more(node: Node[BackupSettings]) -> None:
    """No copy is made any more; those that were stay, with what is known of them."""
    del node
    for name in ("backup", "drill"):
        timer = f"homelab-{name}.timer"
        stopped(name=f"no {name} is due", unit=timer)
        for unit in (timer, f"homelab-{name}.service"):
            files.file(name=f"{unit} is gone", path=str(UNITS / unit), present=False)
    files.directory(name="the program is gone", path=f"{LIBRARY}/homelab", present=False)
    for path in (COMMAND, str(wishes.FILE), PASSWORD, str(report.METRICS)):
        files.file(name=f"{path} is gone", path=path, present=False)


def purged(node: Node[BackupSettings]) -> None:
    """Copies on the node itself, and what is known of any, are gone."""
    for each in node.settings.repositories.values():
        if each.url.startswith("/"):
            files.directory(name=f"{each.url} is gone", path=each.url, present=False)
    files.directory(name="nothing is known of copies", path=str(report.FILE.parent), present=False)


def _program(node: Node[BackupSettings]) -> dict[str, str]:
    """Its files, with the provider's tool among them; packages around it are empty."""
    own = Path(str(onnode.__file__)).parent.glob("*.py")
    return {
        "homelab/__init__.py": "",
        "homelab/backup/__init__.py": "",
        **{f"{PACKAGE}/{path.name}": path.read_text() for path in sorted(own)},
        f"{PACKAGE}/tool.py": (node.folder / "tool.py").read_text(),
    }


def _wishes(node: Node[BackupSettings], options: str) -> dict[str, Any]:
    """What the program on the node reads; its words are in homelab/backup/onnode/wishes.py."""
    settings = node.settings
    repositories = {
        name: {
            **each.model_dump(mode="json"),
            "environment": {key: node.reveal(value) for key, value in each.environment.items()},
        }
        for name, each in settings.repositories.items()
    }
    return {
        "host": node.name,
        "scratch": SCRATCH,
        "password_file": PASSWORD,
        "options": options,
        "keep": settings.keep.model_dump(),
        "repositories": repositories,
        "services": {n: asdict(each) for n, each in kept_on(node, settings.paths).items()},
    }


def _scheduled(name: str, told: str, command: str, calendar: str) -> None:
    service, timer = f"homelab-{name}.service", f"homelab-{name}.timer"
    text = SERVICE.format(told=told, command=command)
    content(name=f"what a {name} is", path=str(UNITS / service), text=text)
    text = TIMER.format(told=told, calendar=calendar)
    place = str(UNITS / timer)
    check = f"systemd-analyze calendar {shlex.quote(calendar)} >/dev/null"
    content(name=f"when a {name} is due", path=place, text=text, check=check)
    serving(name=f"a {name} is due on schedule", unit=timer, files=[place])
