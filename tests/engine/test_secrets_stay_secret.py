"""A secret's value is nowhere but where it is used."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from support.rehearsed import Rehearsed

pytestmark = pytest.mark.lab
BIN = Path(sys.executable).parent
HOST = "by-sudo"
REFERENCES = ("secret:first", "secret:admin/password")
READABLE = (
    "find /etc /var /home /root /tmp /run /usr/local -xdev -type f -perm -o+r -size -2M "
    "-exec grep -lF -e '{value}' {{}} +"
)


def test_no_secret_is_seen_anywhere(lab: Rehearsed) -> None:
    """Plan, apply, verify, their JSON, pyinfra's dump, process lists, files, logs."""
    lab.reset(HOST)
    loaded = lab.load()
    values = {reference: loaded.reveal(reference) for reference in REFERENCES}
    assert len(set(values.values())) == len(REFERENCES)
    seen: dict[str, str] = {}

    with watched_processes(lab) as processes:
        for name, *command in (
            ("plan", "homelab", "plan", "--json"),
            ("apply", "homelab", "--debug", "apply"),
            ("apply json", "homelab", "apply", "--json"),
            ("verify", "homelab", "verify", "--json"),
            ("dump", "pyinfra", "--json", "debug-inventory"),
        ):
            where = [str(lab.inventory)] if command[0] == "pyinfra" else []
            limit = [] if where else ["--limit", HOST]
            seen[name] = output(lab, command[0], *where, *command[1:], *limit)
    seen["processes"] = "\n".join(processes)
    seen["journal"] = lab.run(HOST, "journalctl --no-pager -o cat")
    seen["state"] = "\n".join(
        path.read_text(errors="replace")
        for path in (lab.root / ".homelab").rglob("*")
        if path.is_file() and path.name != "id_ed25519"
    )

    assert "sshd is hardened" in seen["plan"], seen["plan"]
    assert "chpasswd" in seen["processes"], "nobody looked while it ran"
    for reference, value in values.items():
        assert [name for name, text in seen.items() if value in text] == []
        readable = lab.run(HOST, READABLE.format(value=value))
        assert readable == "", f"{reference} can be read by everybody"


def output(lab: Rehearsed, program: str, *arguments: str) -> str:
    """All that a command prints."""
    environment = os.environ | {"HOMELAB_INVENTORY": str(lab.inventory)}
    done = subprocess.run(
        [str(BIN / program), *arguments], cwd=lab.root, env=environment, text=True,
        capture_output=True, check=False, timeout=600,
    )  # fmt: skip
    return done.stdout + done.stderr


@contextmanager
def watched_processes(lab: Rehearsed) -> Iterator[set[str]]:
    """Every command line that runs meanwhile on the controller, which sees the nodes' as well."""
    lines: set[str] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.02):
            for process in os.listdir("/proc"):  # noqa: PTH208 - globbing asks those that ended
                with suppress(OSError):  # it is none, or ended meanwhile
                    said = Path("/proc", process, "cmdline").read_bytes()
                    lines.add(said.replace(b"\0", b" ").decode(errors="replace"))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield lines
    finally:
        done.set()
        thread.join()
