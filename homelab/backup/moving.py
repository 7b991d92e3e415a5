"""Take a service's data along to the host where it is wished now: copied, proved, switched."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from typing import Any

from homelab.backup.asking import COMMAND, Progress
from homelab.backup.carrying import Move, NotMoved, carry
from homelab.backup.onnode.wishes import APPLIED
from homelab.model.lab import Lab
from homelab.offers import BackupPath
from homelab.result import ExitCode, Result, exit_code
from homelab.transport import Transport, open_transport
from homelab.workload.naming import workload_name

__all__ = ["Move", "NotMoved", "find_move", "move"]

Apply = Callable[[frozenset[str] | None], list[Result]]
"""Applies the lab on these hosts, None for all, and shows how."""


def find_move(lab: Lab, service: str) -> Move:
    """Where SERVICE has its data, and where it is wished; raises NotMoved."""
    keepers = {o.host: o for o in lab.offers(BackupPath) if workload_name(o.provider) == service}
    if len(keepers) != 1:
        wished = f"on {', '.join(keepers)}" if keepers else "nowhere with data to keep"
        raise NotMoved(f"{service} is wished {wished}: say in group_data/ which host is to have it")
    ((new_host, offered),) = keepers.items()
    record = APPLIED / offered.task / f"{offered.provider}.json"
    found = [host for host in lab.hosts if host != new_host and _has(lab, host, str(record))]
    if len(found) != 1:
        others = ", ".join(found) or "no other host"
        raise NotMoved(f"{service} is wished on {new_host}, and {others} runs it: nothing to move")
    without = [h for h in (found[0], new_host) if h not in {n.name for n in lab.nodes("backup")}]
    if without:
        raise NotMoved(f"{without[0]} has no `backup`: wish for one there, and apply it")
    return Move(service, found[0], new_host)


def move(lab: Lab, found: Move, apply: Apply, progress: Progress) -> None:
    """The service runs on its new host with its data, which proved itself there.

    Its old one is the last to be changed. Raises NotMoved, which says where it serves.
    """
    again = f"mend that and `homelab move {found.service}` again"
    stays = f"It serves on {found.old_host} as before: {again}, or wish it there again and apply."
    old = open_transport(lab.hosts[found.old_host], lab)
    try:
        progress(found.old_host, f"{found.service}: backing up")
        _told(old, found, "announce", stays)
        _applied(apply(frozenset({found.new_host})), stays)
        _hand_over(lab, old, found, stays, progress)
        _told(old, found, "finish", f"It serves on {found.new_host}, with its data: {again}.")
    finally:
        old.close()
    _applied(apply(None), "Its data has moved: mend that and `homelab apply`.")


def _hand_over(lab: Lab, old: Transport, found: Move, stays: str, progress: Progress) -> None:
    """The new host has the data; the old one serves again where that fails."""
    new = open_transport(lab.hosts[found.new_host], lab)
    try:
        progress(found.old_host, f"{found.service}: stopping and packing")
        packed = _told(old, found, "hand-over", stays)["packed"]
        carry(old, new, found, packed, progress)
        progress(found.new_host, f"{found.service}: proving, and putting in place")
        _told(new, found, "take", stays, f"--sha256={packed['sha256']}")
    except BaseException:
        _told(old, found, "resume", f"It stands still on {found.old_host}: start it there.")
        raise
    finally:
        new.close()


def _has(lab: Lab, host: str, record: str) -> bool:
    transport = open_transport(lab.hosts[host], lab)
    try:
        return transport.run(f"test -e {shlex.quote(record)}").exit_status == 0
    finally:
        transport.close()


def _told(node: Transport, found: Move, step: str, else_: str, *options: str) -> dict[str, Any]:
    """What the node's program answers to a STEP; raises NotMoved, which ends with ELSE_."""
    words = ["move", *options, step, found.service]
    done = node.run(f"{COMMAND} {shlex.join(words)}")
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        said = {"failed": done.stderr.decode(errors="replace").strip().rpartition("\n")[2]}
    if said["failed"]:
        raise NotMoved(f"{said['failed']}\n{else_}")
    return said


def _applied(results: list[Result], cure: str) -> None:
    if exit_code(results) is not ExitCode.OK:
        raise NotMoved(f"An apply failed. {cure}")
