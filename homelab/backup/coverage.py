"""Which volumes of the lab have a proven restore, and which haven't, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from homelab.backup.asking import Answer
from homelab.backup.kept import NODE
from homelab.model.lab import Lab
from homelab.offers import BackupPath, NotKept
from homelab.workload.naming import workload_name

__all__ = ["Covered", "coverage"]


@dataclass(frozen=True)
class Covered:
    """One volume or path, and how far its restore is proved."""

    host: str
    service: str
    what: str
    """Name of the volume, or the path."""
    depth: str = ""
    """`proved` by the service's own proof, `started` on the data, `restored`; empty for none."""
    at: str = ""
    """When, as ISO 8601."""
    why: str = ""
    """Why it isn't proved."""
    is_expendable: bool = False
    """Whether it may be lost; `why` has the reason."""


def coverage(lab: Lab, answers: Iterable[Answer]) -> Iterator[Covered]:
    """What the hosts that answered keep or may lose, and what hosts without a backup don't keep."""
    said = {answer.host: answer for answer in answers}
    keep = {node.name: node.settings.paths for node in lab.nodes("backup")}
    for host in lab.hosts:
        if host in keep and host not in said:
            continue  # nobody asked it
        for path in keep.get(host, ()):
            yield _covered(said[host], host, NODE, path)
        for offered in lab.offers(BackupPath, host):
            what = offered.offer.volume or offered.offer.path or ""
            yield _covered(said.get(host), host, workload_name(offered.provider), what)
        for lost in lab.offers(NotKept, host):
            volume, why = lost.offer.volume, lost.offer.reason
            yield Covered(host, workload_name(lost.provider), volume, why=why, is_expendable=True)


def _covered(answer: Answer | None, host: str, service: str, what: str) -> Covered:
    if answer is None:
        return Covered(host, service, what, why=f"{host} has no backup")
    if answer.trouble:
        return Covered(host, service, what, why=answer.trouble)
    known = answer.said["services"].get(service, {})
    proof = known.get("proof")
    if known.get("trouble") or not proof:
        return Covered(host, service, what, why=known.get("trouble") or "never drilled")
    if proof["trouble"]:
        return Covered(host, service, what, at=proof["at"], why=proof["trouble"])
    return Covered(host, service, what, proof["depth"], proof["at"])
