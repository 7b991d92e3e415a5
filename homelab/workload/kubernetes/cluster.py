"""What a workload's manifests must know of the cluster, and how they call things in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from homelab.offers import CertificateAuthority, Route

__all__ = [
    "Cluster",
    "Manifest",
    "Setting",
    "file_key",
    "network_label",
    "selected",
    "volume_label",
]

Manifest = dict[str, Any]
Annotate = Callable[[Route, CertificateAuthority | None], Mapping[str, str]]


@dataclass(frozen=True)
class Cluster:
    """The cluster as its provider has set it up."""

    namespace: str = "homelab"
    """Where the workloads are; it is there already."""
    door_namespace: str = "kube-system"
    """Where the pods of the front door are."""
    door_labels: Mapping[str, str] = field(default_factory=dict)
    """The labels that these pods have; none for every pod of that namespace."""
    ingress_class: str | None = None
    """None for the cluster's own default."""
    annotate: Annotate = lambda _route, _authority: {}
    """What the front door's own kind wants on an Ingress, like the issuer of cert-manager."""
    storage_class: str | None = None
    """None for the cluster's own default."""
    volume_size: str = "10Gi"
    """What a volume asks for; Compose's have no size."""
    node: str | None = None
    """The node's name (kubernetes.io/hostname) that it must run on: where the folders that it
    mounts are, or whose ports it publishes. None for any."""


@dataclass(frozen=True)
class Setting:
    """The name and place of one workload's manifests."""

    name: str
    owner: str
    cluster: Cluster

    def manifest(self, api: str, kind: str, name: str | None = None, **rest: Any) -> Manifest:
        """A manifest called NAME, or as the workload is, with the workload's labels."""
        metadata = {
            "name": name or self.name,
            "namespace": self.cluster.namespace,
            "labels": {**selected(self.name), "app.kubernetes.io/managed-by": "homelab"},
            "annotations": {"homelab/workload": self.owner, **rest.pop("annotations", {})},
        }
        return {"apiVersion": api, "kind": kind, "metadata": metadata, **rest}


def selected(name: str) -> dict[str, str]:
    """The labels by which a workload's pods are found."""
    return {"app.kubernetes.io/name": name}


def network_label(network: str) -> str:
    """The label of every pod that is in a shared network."""
    return f"homelab/network-{network}"


def said(fields: dict[str, Any]) -> dict[str, Any]:
    """FIELDS without those that say nothing."""
    return {key: value for key, value in fields.items() if value not in (None, [], {})}


def volume_label(volume: str) -> str:
    """A volume's name as Kubernetes takes it."""
    return volume.replace("_", "-").rstrip("-")


def file_key(path: str) -> str:
    """The key of the file PATH in a ConfigMap or Secret: readable, and no other path's."""
    readable = re.sub(r"[^-._a-zA-Z0-9]", "_", path.strip("/"))[-200:]
    return f"{readable}.{sha256(path.encode()).hexdigest()[:8]}"
