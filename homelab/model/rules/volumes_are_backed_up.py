"""A volume is backed up, or somebody said why it needn't be: else `homelab check` warns."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import BackupPath, NotKept

__all__ = ["warnings"]

TASK = "backup"


def warnings(draft: Draft) -> Iterator[Fault]:
    """Volumes that nobody copies, as their host has no backup or they aren't offered to one."""
    lab = draft.lab
    kept = {(o.host, o.task, o.provider, o.offer.volume) for o in lab.offers(BackupPath)}
    given_up = {(o.host, o.task, o.provider, o.offer.volume) for o in lab.offers(NotKept)}
    for run in draft.runs:
        for mount in run.workload.mounts():
            volume = (run.host, run.task, run.provider, mount.source)
            if not mount.is_volume or volume in given_up:
                continue
            if volume not in kept:
                problem, cure = "isn't offered to backups", "say why it may be lost"
            elif TASK not in draft.wished[run.host]:
                problem = f"isn't backed up, as {run.host} has no {TASK}"
                cure = f"wish for {TASK} there, or say why it may be lost (`expendable`)"
            else:
                continue
            yield draft.fault(run, f"the volume {mount.source!r} {problem}", cure, at=("volumes",))
