"""Ask the nodes' own backup programs: all at once, with their progress, an answer each."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, field
from typing import Any

from homelab.backup.kept import kept_on
from homelab.backup.onnode.report import PROGRESS
from homelab.errors import HomelabError
from homelab.model.lab import Lab
from homelab.transport import Transport, Unreachable, open_transport

__all__ = ["Answer", "NothingKept", "ask", "keepers"]

COMMAND = "homelab-backup"
AT_ONCE = 16
POLL_SECONDS = 2.0

Progress = Callable[[str, str], None]
"""Told a host, and what it does now."""


class NothingKept(HomelabError):
    """No host, or none with such a service, has a backup."""


@dataclass(frozen=True)
class Answer:
    """What one host knows afterwards."""

    host: str
    said: dict[str, Any] = field(default_factory=dict)
    trouble: str = ""
    """Why it couldn't be asked."""

    @property
    def troubles(self) -> list[str]:
        """All that is wrong there, a sentence each."""
        return [self.trouble] if self.trouble else list(self.said["troubles"])


def keepers(
    lab: Lab, services: Iterable[str] = (), hosts: Iterable[str] | None = None
) -> dict[str, list[str]]:
    """Those of SERVICES that each host keeps, or all it keeps; raises NothingKept."""
    nodes = [node for node in lab.nodes("backup") if hosts is None or node.name in hosts]
    if not nodes:
        raise NothingKept("no host has a `backup`: wish for one in group_data/, and apply it")
    kept = {node.name: list(kept_on(node, node.settings.paths)) for node in nodes}
    every = {name for names in kept.values() for name in names}
    wanted = set(services) or every
    if unknown := wanted - every:
        known = ", ".join(sorted(every))
        raise NothingKept(f"{min(unknown)}: nothing of that name is backed up; there is {known}")
    chosen = {host: [name for name in names if name in wanted] for host, names in kept.items()}
    return {host: names for host, names in chosen.items() if names}


def ask(
    lab: Lab, kept: Mapping[str, list[str]], words: list[str], progress: Progress
) -> list[Answer]:
    """Run the program with WORDS on each host of KEPT, about its services there.

    What they do meanwhile is told to PROGRESS.
    """
    with ThreadPoolExecutor(max(1, min(AT_ONCE, len(kept)))) as pool:
        lines = [[*words, *services] for services in kept.values()]
        return list(pool.map(lambda host, line: _ask(lab, host, line, progress), kept, lines))


def _ask(lab: Lab, host: str, words: list[str], progress: Progress) -> Answer:
    try:
        transport = open_transport(lab.hosts[host], lab)
    except Unreachable as refusal:
        return Answer(host, trouble=str(refusal))
    try:
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(transport.run, f"{COMMAND} {shlex.join(words)}")
            _follow(transport, host, running, progress)
            done = running.result()
    except Unreachable as broken:
        return Answer(host, trouble=str(broken))
    finally:
        transport.close()
    try:
        return Answer(host, json.loads(done.stdout))
    except ValueError:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[-1] if said else f"exit status {done.exit_status}"
        return Answer(host, trouble=f"{COMMAND}: {reason}; is the backup applied there?")


def _follow(transport: Transport, host: str, running: Future[Any], progress: Progress) -> None:
    """Tell what the program does, until it has ended."""
    told = ""
    while not wait_for([running], timeout=POLL_SECONDS).done:
        now = transport.run(f"cat {PROGRESS} 2>/dev/null").stdout.decode(errors="replace").strip()
        if now and now != told:
            progress(host, now)
            told = now
