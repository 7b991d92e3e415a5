"""Hand a service's data over to another node: packed here at rest, proved and put in place there.

Until the other node has it, the record here says that it moves, so that no apply removes it.
"""

from __future__ import annotations

import hashlib
import json
import shlex
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from homelab.backup.onnode.backing import back_up, copy
from homelab.backup.onnode.drilling import prove
from homelab.backup.onnode.report import State
from homelab.backup.onnode.restoring import put_in_place, refuse_to_replace
from homelab.backup.onnode.scratch import bring
from homelab.backup.onnode.shell import Failed, run
from homelab.backup.onnode.wishes import APPLIED, Service, Wishes

__all__ = ["announce", "finish", "folder_of", "hand_over", "resume", "take"]

TAR = "tar --numeric-owner --acls --xattrs"


def announce(wishes: Wishes, name: str, state: State) -> None:
    """It is on record that NAME moves, and every repository has a copy; it goes on serving."""
    service = _movable(wishes, name)
    _record(service, is_moving=True)
    run(service.start, "it doesn't run here, so its data can't be made whole")
    back_up(wishes, [name], state)
    _raise_trouble(name, state)


def hand_over(wishes: Wishes, name: str, state: State) -> dict[str, Any]:
    """NAME stands still, and all it keeps is packed: where, how many bytes, and their SHA-256.

    It is packed from a copy that was made at rest and restored, each file compared.
    """
    service, folder = _movable(wishes, name), folder_of(wishes.scratch, name)
    repository, tool = wishes.tool("")
    shutil.rmtree(folder, ignore_errors=True)
    run(service.stop, "it can't be stopped")
    try:
        state.told(name, "copying it at rest")
        copy(name, replace(service, before=(), after=()), {repository: tool}, state)
        _raise_trouble(name, state)
        bring(service, tool, tool.snapshots(name)[-1], folder / "restored")
        state.told(name, "packing it")
        return _packed(service, folder)
    except Failed:
        resume(wishes, name)
        raise


def resume(wishes: Wishes, name: str) -> None:
    """NAME serves here as before; the next apply still finds that it was to move."""
    shutil.rmtree(folder_of(wishes.scratch, name), ignore_errors=True)
    run(_movable(wishes, name).start, "it doesn't start again here")


def finish(wishes: Wishes, name: str) -> None:
    """The other node has it: what was packed is gone, and an apply may remove NAME here."""
    shutil.rmtree(folder_of(wishes.scratch, name), ignore_errors=True)
    _record(_movable(wishes, name), is_moving=False)


def take(wishes: Wishes, name: str, sha256: str, state: State) -> None:
    """NAME has the data that was packed elsewhere, once it proved itself on it."""
    service, folder = _movable(wishes, name), folder_of(wishes.scratch, name)
    scratch = folder / "taken"
    refuse_to_replace(service, scratch)
    try:
        with (folder / "archive.tar").open("rb") as archive:
            if hashlib.file_digest(archive, "sha256").hexdigest() != sha256:
                raise Failed("what arrived isn't what was packed")
        state.told(name, "proving it")
        _unpack(service, folder, scratch)
        prove(service, scratch)
        repository, tool = wishes.tool("")
        tool.prepare()
        put_in_place(name, service, {repository: tool}, scratch, state)
    finally:
        if not (scratch / "homelab-before").exists():
            shutil.rmtree(folder, ignore_errors=True)


def _movable(wishes: Wishes, name: str) -> Service:
    (service,) = wishes.chosen([name]).values()
    if service.trial is None:
        raise Failed("it keeps its data outside of volumes: only services in containers are moved")
    if not service.is_expected():
        raise Failed("it isn't applied here: run `homelab apply` first")
    return service


def folder_of(scratch: Path, name: str) -> Path:
    """Where what is packed of NAME lies; SCRATCH is where drills restore to."""
    return scratch.with_name("move") / name


def _record(service: Service, *, is_moving: bool) -> None:
    """Whether it moves is part of the record that homelab made when it applied it."""
    path = APPLIED / f"{service.owner}.json"
    said = json.loads(path.read_text())
    said.pop("is_moving", None)
    new = path.with_name(f"{path.name}.new")
    new.touch(0o600)
    new.write_text(json.dumps(said | ({"is_moving": True} if is_moving else {}), sort_keys=True))
    with new.open("a") as file:
        file.write("\n")
    new.replace(path)


def _packed(service: Service, folder: Path) -> dict[str, Any]:
    """The volumes that were restored below FOLDER, each under its own name."""
    archive = folder / "archive.tar"
    for volume, path in service.paths.items():
        target = folder / "packed" / volume
        target.parent.mkdir(parents=True, exist_ok=True)
        (folder / "restored" / path.lstrip("/")).rename(target)
    packed, into = shlex.quote(str(folder / "packed")), shlex.quote(str(archive))
    run(f"{TAR} -C {packed} -cf {into} . && rm -rf {packed}", "it can't be packed")
    with archive.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return {"archive": str(archive), "bytes": archive.stat().st_size, "sha256": sha256}


def _unpack(service: Service, folder: Path, scratch: Path) -> None:
    """Each volume lies below SCRATCH where this node has it."""
    unpacked = folder / "unpacked"
    for left_by_a_kill in (unpacked, scratch):
        shutil.rmtree(left_by_a_kill, ignore_errors=True)
    unpacked.mkdir()
    archive, into = shlex.quote(str(folder / "archive.tar")), shlex.quote(str(unpacked))
    run(f"{TAR} -C {into} -xpf {archive} && rm {archive}", "it can't be unpacked")
    for volume, path in service.paths.items():
        if not (unpacked / volume).exists():
            raise Failed(f"the other node had no volume {volume}, which is declared here")
        target = scratch / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        (unpacked / volume).rename(target)


def _raise_trouble(name: str, state: State) -> None:
    if trouble := state.trouble(name):
        raise Failed(f"it can't be copied: {trouble}")
