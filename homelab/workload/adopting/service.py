"""One service of a compose file as a wish."""

from __future__ import annotations

from typing import Any

from homelab.workload.adopting.context import Context
from homelab.workload.adopting.environment import environment_of, secret_files
from homelab.workload.adopting.limits import limits_of
from homelab.workload.adopting.mounts import mounts_of, tmpfs_of
from homelab.workload.adopting.naming import whole_image
from homelab.workload.adopting.networks import hosts_of, networks_of
from homelab.workload.adopting.ports import ports_of
from homelab.workload.adopting.rights import devices_of, rights_of
from homelab.workload.adopting.scalars import as_duration, as_list, as_pairs, as_text, as_words
from homelab.workload.adopting.traefik import route_of
from homelab.workload.adopting.untaken import SILENT, UNTAKEN
from homelab.workload.types import published

__all__ = ["Wish", "wish_of"]

Wish = dict[str, Any]
TAKEN = {
    *("image", "command", "entrypoint", "environment", "env_file", "configs", "secrets", "ports"),
    *("volumes", "tmpfs", "networks", "network_mode", "healthcheck", "user", "cap_drop", "cap_add"),
    *("security_opt", "read_only", "devices", "sysctls", "extra_hosts", "labels", "init", "expose"),
    *("stop_grace_period", "restart", "mem_limit", "cpus", "pids_limit", "shm_size", "deploy"),
}


def wish_of(context: Context, name: str, said: dict[str, Any], path: str) -> Wish | None:
    """What SAID of the service NAME, at PATH, is as a wish; None where it has no image."""
    _note_untaken(context, said, path)
    if not said.get("image"):
        cure = "adopt anew once it has an image"
        context.remarks.add(path, "it names no image, so it is left out", cure)
        return None
    kept = {"environment", "env_file"}
    fields = {
        k: v if k in kept else context.variables.tree(v, f"{path}.{k}") for k, v in said.items()
    }
    secrets, configs = secret_files(context, name, fields, path)
    ports = ports_of(context, fields.get("ports"), f"{path}.ports")
    inside = [published(port).inside for port in ports]
    inside += [int(port) for port in map(as_text, as_list(fields.get("expose"))) if port.isdigit()]
    labels = {key: value or "" for key, value in as_pairs(fields.get("labels")).items()}
    route, labels = route_of(context, labels, inside, f"{path}.labels")
    sysctls = {key: value or "" for key, value in as_pairs(fields.get("sysctls")).items()}
    wish = {
        "image": whole_image(as_text(fields["image"])),
        "entrypoint": _words(context, fields, "entrypoint", path),
        "command": _words(context, fields, "command", path),
        "environment": environment_of(context, name, fields, path),
        "configs": configs,
        "secrets": secrets,
        "volumes": mounts_of(context, name, fields.get("volumes"), f"{path}.volumes"),
        "tmpfs": tmpfs_of(context, fields, path),
        "ports": ports,
        **networks_of(context, fields, path),
        "healthcheck": _healthcheck(context, fields.get("healthcheck"), f"{path}.healthcheck"),
        **limits_of(context, fields, path),
        "user": as_text(fields["user"]) if fields.get("user") is not None else None,
        **rights_of(context, fields, path),
        "read_only": fields.get("read_only") or None,
        "devices": devices_of(fields.get("devices")),
        "sysctls": sysctls,
        "extra_hosts": hosts_of(fields.get("extra_hosts")),
        "labels": labels,
        "init": fields.get("init") or None,
        "stop_grace_period": _duration(fields.get("stop_grace_period")),
        "route": route,
    }
    return {
        k: v for k, v in wish.items() if v not in ({}, [], None) or (k == "cap_drop" and v == [])
    }


def _note_untaken(context: Context, said: dict[str, Any], path: str) -> None:
    for key, value in said.items():
        if key in TAKEN or key in SILENT or key.startswith("x-") or value in (None, False, []):
            continue
        if key == "container_name" and value == path.rpartition(".")[2]:
            continue
        cure = UNTAKEN.get(key, "see whether the program needs it; a workload has no such field")
        context.remarks.add(f"{path}.{key}", "it can't be taken over", cure)


def _words(context: Context, fields: dict[str, Any], key: str, path: str) -> list[str] | None:
    if fields.get(key) is None:
        return None
    try:
        return as_words(fields[key])
    except ValueError as error:
        cure = "write it as a list of words"
        context.remarks.add(f"{path}.{key}", f"its quotes don't match ({error})", cure)
        return None


def _healthcheck(context: Context, said: Any, path: str) -> Wish | None:  # noqa: ANN401
    if not isinstance(said, dict):
        return None
    test = said.get("test")
    if said.get("disable") or test in (["NONE"], "NONE"):
        context.remarks.add(path, "it can't be put off", "the image's own stays, if it has one")
        return None
    if not test:
        return None
    if isinstance(test, list):
        kind, *words = map(as_text, test)
        test = (
            words if kind == "CMD" else " ".join(words if kind == "CMD-SHELL" else [kind, *words])
        )
    times = {k: as_duration(said[k]) for k in ("interval", "timeout", "start_period") if k in said}
    retries = {"retries": int(said["retries"])} if as_text(said.get("retries")).isdigit() else {}
    if "start_interval" in said:
        context.remarks.add(
            f"{path}.start_interval", "it is dropped", "`interval` holds from the start"
        )
    return {"test": test, **times, **retries}


def _duration(said: Any) -> str | None:  # noqa: ANN401
    return None if said is None else as_duration(said)
