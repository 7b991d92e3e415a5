"""All manifests of a workload, in the order in which to apply them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from homelab.workload import compose
from homelab.workload.kubernetes.cluster import Cluster, Manifest, Setting, network_label, selected
from homelab.workload.kubernetes.network import Entered, ingresses, network_policy, service
from homelab.workload.kubernetes.pod import pod_spec
from homelab.workload.kubernetes.refusals import refuse
from homelab.workload.kubernetes.storage import claims, config_map, secret, secret_values
from homelab.workload.model import Workload

__all__ = ["as_yaml", "manifests"]

Reveal = Callable[[str], str]


def manifests(  # noqa: PLR0913, PLR0917 - as compose.project, and what a cluster adds
    name: str,
    owner: str,
    workload: Workload,
    reveal: Reveal,
    routes: Sequence[Entered] = (),
    trust: str | None = None,
    *,
    cluster: Cluster | None = None,
) -> list[Manifest]:
    """WORKLOAD, which OWNER (TASK/PROVIDER) states, under its NAME, entered by its ROUTES.

    REVEAL gives the value behind a secret's reference; TRUST is the root, in PEM, of an authority
    that the nodes trust: then the node's bundle of authorities takes the place of the image's.
    Raises CannotRender for what Kubernetes can't do.
    """
    refuse(name, owner, workload)
    return [
        *_manifests(Setting(name, owner, cluster or Cluster()), workload, reveal, routes, trust)
    ]


def as_yaml(said: Sequence[Manifest]) -> str:
    """SAID as YAML, a document each."""
    return "---\n".join(map(compose.as_yaml, said))


def _manifests(
    setting: Setting,
    workload: Workload,
    reveal: Reveal,
    routes: Sequence[Entered],
    trust: str | None,
) -> Iterator[Manifest]:
    values = secret_values(workload, reveal)
    if workload.configs:
        yield config_map(setting, workload)
    if values:
        yield secret(setting, values)
    yield from claims(setting, workload)
    if workload.network_mode != "host":  # a policy doesn't hold for the node's own network
        yield network_policy(setting, workload, routes)
    yield service(setting, workload, routes)
    configs = {} if workload.reloads else workload.configs
    digest = sha256(json.dumps([configs, values, trust], sort_keys=True).encode()).hexdigest()
    yield _controller(setting, workload, digest[:16], trust)
    yield from ingresses(setting, routes)


def _controller(setting: Setting, workload: Workload, digest: str, trust: str | None) -> Manifest:
    """What keeps its one pod running, and never has two at once."""
    keeps = any(mount.is_volume for mount in workload.mounts())
    members = {network_label(network): "member" for network in workload.networks}
    pod = {
        "metadata": {
            "labels": {**selected(setting.name), **members},
            # the digest makes a new pod of a changed file
            "annotations": {**workload.labels, "homelab/files": digest},
        },
        "spec": pod_spec(setting, workload, compose.BUNDLE if trust else None),
    }
    spec = {
        "replicas": 1,
        "selector": {"matchLabels": selected(setting.name)},
        **({"serviceName": setting.name} if keeps else {"strategy": {"type": "Recreate"}}),
        "template": pod,
    }
    return setting.manifest("apps/v1", "StatefulSet" if keeps else "Deployment", spec=spec)
