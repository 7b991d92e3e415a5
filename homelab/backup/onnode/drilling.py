"""Prove that copies can be restored: into scratch, by checksum, and by the service itself."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import Any

from homelab.backup.onnode.report import State, now
from homelab.backup.onnode.scratch import bring
from homelab.backup.onnode.shell import Failed, run
from homelab.backup.onnode.tools import Snapshot, Tool
from homelab.backup.onnode.wishes import Service, Wishes

__all__ = ["drill", "prove"]


def drill(wishes: Wishes, names: list[str], state: State, *, only_new: bool = False) -> None:
    """Each service's newest copy is restored from every repository, and the service asked.

    ONLY_NEW leaves out those whose last drill was good.
    """
    tools = wishes.tools()
    for name, tool in tools.items():
        state.told(f"repository {name}", "checking")
        state.repository(name, _trouble(tool))
    for name, service in wishes.chosen(names).items():
        proof = state.proof(name)
        if not service.is_expected() or (only_new and proof and not proof["trouble"]):
            continue
        state.told(name, "restoring")
        state.proved(name, _proof(name, service, tools, wishes.scratch / name))


def _trouble(tool: Tool) -> str:
    try:
        tool.check()
    except Failed as failure:
        return str(failure)
    return ""


def _proof(name: str, service: Service, tools: dict[str, Tool], scratch: Path) -> dict[str, Any]:
    """What the drill of one service showed; the proof is as deep as the worst copy allows."""
    proof: dict[str, Any] = {"at": now(), "trouble": "", "depth": "", "snapshots": {}}
    for repository, tool in tools.items():
        try:
            snapshot = _newest(tool.snapshots(name), repository)
            proof["snapshots"][repository] = snapshot.name
            bring(service, tool, snapshot, scratch)
            proof["depth"] = prove(service, scratch)
        except Failed as failure:
            return proof | {"trouble": f"from {repository}: {failure}"}
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return proof


def _newest(snapshots: list[Snapshot], repository: str) -> Snapshot:
    if not snapshots:
        raise Failed(f"{repository} has no copy of it: run `homelab backup`")
    return snapshots[-1]


def prove(service: Service, scratch: Path) -> str:
    """How far the data in SCRATCH is proved: `restored`, `started`, or `proved`; raises Failed."""
    trial = service.trial
    if trial is None:
        return "restored"
    where = {"RESTORED": str(scratch)}
    run(trial.end, "an earlier trial can't be ended", where)  # one that was cut short
    try:
        run(trial.begin, "it doesn't start on the restored data", where)
        for proof in service.proofs:
            run(f"{trial.inside} {shlex.quote(proof)}", f"its proof `{proof}` fails")
    finally:
        run(trial.end, "its trial can't be ended", where)
    return "proved" if service.proofs else "started"
