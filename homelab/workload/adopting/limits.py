"""What a service may use, and when it starts again: of its own fields and of `deploy`."""

from __future__ import annotations

from typing import Any

from homelab.workload.adopting.context import Context
from homelab.workload.adopting.scalars import as_dict, as_size, as_text

__all__ = ["limits_of"]

RESTARTS = {"none": "no", "on-failure": "on-failure", "any": "always"}


def limits_of(context: Context, fields: dict[str, Any], path: str) -> dict[str, Any]:
    """The limits of a service with these FIELDS, which stand at PATH."""
    deploy = as_dict(fields.get("deploy"))
    limits = as_dict(as_dict(deploy.get("resources")).get("limits"))
    _note_rest(context, deploy, f"{path}.deploy")
    memory = as_size(fields.get("mem_limit", limits.get("memory")))
    if memory is None:
        cure = "homelab's 512 MiB hold; set `mem_limit` where it needs more"
        context.remarks.add(f"{path}.mem_limit", "it has no limit of memory", cure)
    cpus = as_text(fields.get("cpus", limits.get("cpus")))
    pids = as_text(fields.get("pids_limit", limits.get("pids")))
    return {
        "mem_limit": memory,
        "cpus": float(cpus) if cpus.replace(".", "", 1).isdigit() and float(cpus) else None,
        "pids_limit": int(pids) if pids.isdigit() and int(pids) else None,
        "shm_size": as_size(fields.get("shm_size")),
        "restart": _restart(
            context, fields.get("restart"), as_dict(deploy.get("restart_policy")), path
        ),
    }


def _restart(context: Context, said: Any, policy: dict[str, Any], path: str) -> str | None:  # noqa: ANN401
    text = "no" if said is False else as_text(said)  # `restart: no` is a truth value in old YAML
    if not text:
        return RESTARTS.get(as_text(policy.get("condition")))
    kind, colon, _ = text.partition(":")
    if colon:
        context.remarks.add(f"{path}.restart", "it is started again without end", "see to its logs")
    return None if kind == "unless-stopped" else kind


def _note_rest(context: Context, deploy: dict[str, Any], path: str) -> None:
    resources = as_dict(deploy.get("resources"))
    cards = as_dict(resources.get("reservations")).get("devices")
    if cards:
        cure = "name the card's files in `devices`"
        context.remarks.add(
            f"{path}.resources.reservations.devices", "it can't be taken over", cure
        )
    elif "reservations" in resources:
        cure = "limit `mem_limit` and `cpus` instead"
        context.remarks.add(f"{path}.resources.reservations", "nothing is reserved", cure)
    if as_text(deploy.get("replicas") or 1) != "1":
        cure = "one runs on a node; wish for the service on more nodes"
        context.remarks.add(f"{path}.replicas", "it can't be taken over", cure)
    for key in deploy.keys() - {"resources", "replicas", "restart_policy", "mode"}:
        context.remarks.add(f"{path}.{key}", "it is Swarm's", "do without it")
