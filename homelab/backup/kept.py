"""What a node has to keep: its services' volumes and its own paths, with the commands around."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from homelab.backup.onnode.wishes import Service, Trial
from homelab.contract import Node
from homelab.offers import BackupPath, Offered, VolumeStore
from homelab.workload.naming import workload_name

__all__ = ["NODE", "SCRATCH", "kept_on"]

SCRATCH = "/var/lib/homelab/drill"
"""Where copies are restored to on a node."""
NODE = "@node"
"""The name under which a node's own paths are kept; no service can have it."""


def kept_on(node: Node[Any], own_paths: Iterable[str]) -> dict[str, Service]:
    """Everything that NODE keeps, by the name that it is asked for by."""
    found: dict[tuple[str, str], list[BackupPath]] = {}
    for offered in node.lab.offers(BackupPath, node.name):
        found.setdefault((offered.task, offered.provider), []).append(offered.offer)
    stores = node.lab.offers(VolumeStore, node.name)
    own = {path: path for path in own_paths}
    services = {
        workload_name(provider): _service(f"{task}/{provider}", provider, offers, stores)
        for (task, provider), offers in found.items()
    }
    return ({NODE: Service("", own)} if own else {}) | services


def _service(
    owner: str,
    provider: str,
    offers: list[BackupPath],
    stores: tuple[Offered[VolumeStore], ...],
) -> Service:
    name = workload_name(provider)
    kept = Service(
        owner,
        {each.path: each.path for each in offers if each.path},
        inside="sh -c",
        before=tuple(each.before for each in offers if each.before),
        after=tuple(each.after for each in offers if each.after),
        proofs=tuple(each.proof for each in offers if each.proof),
    )
    volumes = [each.volume for each in offers if each.volume]
    return _in_containers(kept, name, volumes, stores[0].offer) if volumes and stores else kept


def _in_containers(kept: Service, name: str, volumes: list[str], store: VolumeStore) -> Service:
    return replace(
        kept,
        paths={**{each: store.folder_of(name, each) for each in volumes}, **kept.paths},
        inside=store.command(store.inside, name),
        stop=store.command(store.stop, name),
        start=store.command(store.start, name),
        trial=Trial(
            begin=store.command(store.begin_trial, name),
            inside=store.command(store.inside_trial, name),
            end=store.command(store.end_trial, name),
        ),
    )
