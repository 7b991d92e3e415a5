"""Volumes and folders in short form, and what becomes of what they hold."""

from __future__ import annotations

from typing import Any

from homelab.workload.adopting.context import Context
from homelab.workload.adopting.naming import as_volume
from homelab.workload.adopting.scalars import as_list, as_text
from homelab.workload.compose import volume_name

__all__ = ["mounts_of", "note_shared_volumes", "tmpfs_of"]

SOCKETS = {"/var/run/docker.sock", "/run/docker.sock"}
PLAIN = {"", "ro", "rw"}


def mounts_of(context: Context, name: str, value: Any, path: str) -> list[str]:  # noqa: ANN401
    """The mounts of the service NAME, of which VALUE stands at PATH."""
    found = []
    for number, each in enumerate(as_list(value)):
        place = f"{path}[{number}]"
        said = each if isinstance(each, dict) else _taken_apart(as_text(each))
        kind, target = said.get("type", "volume"), said.get("target")
        if kind == "tmpfs":
            continue
        if kind not in {"volume", "bind"} or not target:
            cure = "write 'NAME:/inside' or '/on/the/node:/inside'"
            context.remarks.add(place, f"a mount like this ({kind}) can't be taken over", cure)
            continue
        options = set(str(said.get("options", "")).split(",")) - PLAIN
        further = [*sorted(options), *(k for k in ("bind", "volume") if said.get(k))]
        if further:
            cure = "check that it is readable and writable without them"
            context.remarks.add(place, f"its options are dropped ({', '.join(further)})", cure)
        source = _source(context, name, kind, said, place)
        is_read_only = said.get("read_only") or "ro" in str(said.get("options", "")).split(",")
        found.append(f"{source}:{str(target).rstrip('/') or '/'}{':ro' if is_read_only else ''}")
    return found


def _taken_apart(text: str) -> dict[str, Any]:
    source, colon, rest = text.partition(":")
    if not colon:
        return {"type": "volume", "target": text}
    target, _, options = rest.partition(":")
    kind = "bind" if source.startswith((".", "/", "~")) else "volume"
    return {"type": kind, "source": source, "target": target, "options": options}


def _source(context: Context, name: str, kind: str, said: dict[str, Any], place: str) -> str:
    source = said.get("source")
    if kind == "bind":
        folder = context.absolute(str(source))
        if folder in SOCKETS:
            cure = "keep it for what must have it only"
            context.remarks.add(place, "who has Docker's socket is root on the node", cure)
        elif not str(source).startswith("/"):
            cure = f"have {folder} on the node, or write its path there"
            context.remarks.add(
                place, f"{source} is a folder or file beside the compose file", cure
            )
        return folder
    if not source:
        volume = as_volume(str(said["target"]))
        cure = "name it as you like"
        context.remarks.add(place, f"it has no name; it is called {volume} now", cure)
        return volume
    volume, whole = as_volume(str(source)), context.top("volumes", str(source))
    is_external = bool(whole.get("external"))
    old = whole.get("name") or (source if is_external else f"{context.project}_{source}")
    cure = (
        f"copy it before the first start, from Docker's volume {old} to {volume_name(name, volume)}"
    )
    context.remarks.add(place, f"what {source} holds stays where it is", cure)
    if whole.get("driver") not in {None, "local"} or whole.get("driver_opts"):
        cure = "mount it on the node, and name that folder here"
        context.remarks.add(f"volumes.{source}", "its driver isn't taken over", cure)
    return volume


def note_shared_volumes(context: Context, services: dict[str, dict[str, Any]]) -> None:
    """Note each volume that two services have: of each service's own there is one."""
    users: dict[str, list[str]] = {}
    for name, wish in services.items():
        for volume in dict.fromkeys(each.partition(":")[0] for each in wish.get("volumes", [])):
            if not volume.startswith("/"):
                users.setdefault(volume, []).append(name)
    for volume, names in users.items():
        if len(names) > 1:
            cure = "give them a folder of the node, like '/srv/NAME:/inside'"
            problem = f"{' and '.join(names)} share it, and would each get one of their own"
            context.remarks.add(f"volumes.{volume}", problem, cure)


def tmpfs_of(context: Context, fields: dict[str, Any], path: str) -> list[str]:
    """What is kept in memory, of both ways to say so."""
    found = []
    for each in map(as_text, as_list(fields.get("tmpfs"))):
        target, _, options = each.partition(":")
        if options:
            cure = "it counts to `mem_limit`"
            context.remarks.add(f"{path}.tmpfs", f"its options are dropped ({options})", cure)
        found.append(target)
    long = (each for each in as_list(fields.get("volumes")) if isinstance(each, dict))
    return found + [str(e["target"]) for e in long if e.get("type") == "tmpfs" and "target" in e]
