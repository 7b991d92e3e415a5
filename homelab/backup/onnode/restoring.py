"""Bring a service's data back, after a copy of what is there now."""

from __future__ import annotations

import shlex
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from homelab.backup.onnode.backing import copy
from homelab.backup.onnode.report import State
from homelab.backup.onnode.scratch import bring
from homelab.backup.onnode.shell import Failed, run
from homelab.backup.onnode.tools import Snapshot, Tool
from homelab.backup.onnode.wishes import Service, Wishes

__all__ = ["put_in_place", "refuse_to_replace", "restore"]

BEFORE = "homelab-before"
"""Below scratch: what the service had."""


class Stuck(Failed):
    """What the service had couldn't be put back, and lies in scratch."""


def restore(wishes: Wishes, name: str, at: str, repository: str, state: State) -> None:
    """The data of service NAME is what it was AT a time, or in its newest copy in REPOSITORY.

    What was there is copied first. The service stands still meanwhile, and where it doesn't
    start with the restored data, it gets back what it had; raises Failed.
    """
    (service,) = wishes.chosen([name]).values()
    scratch = wishes.scratch.with_name("restore") / name
    refuse_to_replace(service, scratch)
    repository, tool = wishes.tool(repository)
    snapshot = _chosen(tool.snapshots(name), at)
    try:
        state.told(name, f"restoring the copy of {snapshot.time.isoformat(timespec='seconds')}")
        bring(service, tool, snapshot, scratch)
    except Failed:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    put_in_place(name, service, {repository: tool}, scratch, state)


def put_in_place(
    name: str, service: Service, tools: dict[str, Tool], scratch: Path, state: State
) -> None:
    """What lies in SCRATCH is the data of service NAME; what was there is copied by TOOLS first.

    SCRATCH is gone then, also where it failed, unless it holds what the service had.
    """
    try:
        state.told(name, "copying what is there now")
        _copy_first(name, service, tools, state)
        _exchange(service, scratch)
    except Stuck:
        raise
    except Failed:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    shutil.rmtree(scratch, ignore_errors=True)


def refuse_to_replace(service: Service, scratch: Path) -> None:
    """Raise Failed where the service's data can't be replaced now."""
    if not service.owner:
        raise Failed(
            "a node's own folders are in use, so they aren't replaced at once: take single files "
            'by the tool itself, after `eval "$(homelab-backup environment)"` on the node'
        )
    if not service.is_expected():
        raise Failed("it isn't applied here: run `homelab apply` first")
    if (scratch / BEFORE).exists():
        raise Failed(
            f"an earlier restore was cut short: what the service had is in {scratch / BEFORE}; "
            f"put it back, or move {scratch} away"
        )


def _copy_first(name: str, service: Service, tools: dict[str, Tool], state: State) -> None:
    """What is there of it is copied; nothing is thinned out, so no copy goes for it."""
    missing = service.missing()
    there = {each: path for each, path in service.paths.items() if each not in missing}
    if not there:
        return
    copy(name, replace(service, paths=there), tools, state)
    if trouble := state.trouble(name):
        raise Failed(f"what is there now can't be copied, so nothing was changed: {trouble}")


def _chosen(snapshots: list[Snapshot], at: str) -> Snapshot:
    """The newest one that isn't younger than AT, which is by this node's clock."""
    if at:
        try:
            latest = datetime.fromisoformat(at)
        except ValueError:
            raise Failed(f"{at}: no time; write it like 2026-11-25T18:00") from None
        latest = latest if latest.tzinfo else latest.astimezone(UTC)
        snapshots = [each for each in snapshots if each.time <= latest]
    if not snapshots:
        raise Failed(f"there is no copy from before {at}" if at else "there is no copy of it")
    return snapshots[-1]


def _exchange(service: Service, scratch: Path) -> None:
    """Put what lies in SCRATCH in the place of what is in use; back again where that fails."""
    run(service.stop or "true", "it can't be stopped")
    places = [(Path(path), path.lstrip("/")) for path in service.paths.values()]
    try:
        for path, inside in places:
            _move(path, scratch / BEFORE / inside)
            _move(scratch / inside, path)
        run(service.start or "true", "it doesn't start with the restored data")
    except Failed as failure:
        try:
            run(service.stop or "true", "it can't be stopped again")
            for path, inside in places:
                if (scratch / BEFORE / inside).exists():
                    _move(path, scratch / "homelab-tried" / inside)
                    _move(scratch / BEFORE / inside, path)
            run(service.start or "true", "it doesn't start with its own data either")
        except Failed as another:
            at = scratch / BEFORE
            raise Stuck(f"{failure}; {another}; what it had and isn't back is in {at}") from another
        raise Failed(f"{failure}, so it has its own again") from failure


def _move(source: Path, target: Path) -> None:
    """All that is in the folder SOURCE is in TARGET, or the file itself is there."""
    here, there = shlex.quote(str(source)), shlex.quote(str(target))
    if source.is_dir() and not source.is_symlink():
        move = f"find {here} -mindepth 1 -maxdepth 1 -exec mv -t {there} -- {{}} +"
        same = f"chown --reference={here} {there} && chmod --reference={here} {there}"
        run(f"mkdir -p {there} && {same} && {move}", f"{source} can't be moved")
    elif source.exists() or source.is_symlink():
        target.parent.mkdir(parents=True, exist_ok=True)
        run(f"mv -T {here} {there}", f"{source} can't be moved")
