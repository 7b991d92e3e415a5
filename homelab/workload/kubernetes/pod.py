"""The pod: one container, as safe as it is on Docker."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from homelab.fields import SECRET
from homelab.workload.kubernetes.cluster import Setting, said
from homelab.workload.kubernetes.security import container_security, pod_security
from homelab.workload.kubernetes.storage import mounts, volumes
from homelab.workload.kubernetes.units import bytes_as_quantity, cpus_as_quantity, literal, seconds
from homelab.workload.model import Healthcheck, Workload

__all__ = ["pod_spec"]


def pod_spec(setting: Setting, workload: Workload, bundle: str | None) -> dict[str, Any]:
    """The pod of WORKLOAD; BUNDLE is the node's file of authorities to take in, if any."""
    is_host = workload.network_mode == "host"
    cluster = setting.cluster
    return said(
        {
            "automountServiceAccountToken": False,
            "enableServiceLinks": False,
            "hostNetwork": is_host or None,
            "dnsPolicy": "ClusterFirstWithHostNet" if is_host else None,
            "shareProcessNamespace": workload.init or None,  # its first process reaps the rest
            "nodeSelector": {"kubernetes.io/hostname": cluster.node} if cluster.node else None,
            "hostAliases": _aliases(workload),
            "securityContext": pod_security(workload),
            "terminationGracePeriodSeconds": seconds(workload.stop_grace_period),
            "containers": [_container(setting.name, workload, bundle)],
            "volumes": volumes(setting.name, workload, bundle),
        }
    )


def _container(name: str, workload: Workload, bundle: str | None) -> dict[str, Any]:
    command, args = workload.entrypoint, workload.command
    if command == []:  # the image's own is put aside, so that the command is all there is
        command, args = args, None
    limits = {"memory": bytes_as_quantity(int(workload.mem_limit))}
    if workload.cpus is not None:
        limits["cpu"] = cpus_as_quantity(workload.cpus)
    probe = _probe(workload.healthcheck) if workload.healthcheck else None
    start = seconds(workload.healthcheck.start_period) if workload.healthcheck else 0
    return said(
        {
            "name": name,
            "image": workload.image,
            "imagePullPolicy": "IfNotPresent",
            "command": [literal(word) for word in command or []],
            "args": [literal(word) for word in args or []],
            "env": [*_environment(name, workload, bundle)],
            "ports": [*_ports(workload)],
            # else the whole limit would be reserved, which Docker doesn't
            "resources": {"limits": limits, "requests": dict.fromkeys(limits, "0")},
            "readinessProbe": probe,
            "livenessProbe": {**probe, "initialDelaySeconds": start} if probe else None,
            "securityContext": container_security(workload),
            "volumeMounts": mounts(workload, bundle),
        }
    )


def _environment(name: str, workload: Workload, bundle: str | None) -> Iterator[dict[str, Any]]:
    if bundle and "SSL_CERT_FILE" not in workload.environment:
        yield {"name": "SSL_CERT_FILE", "value": bundle}
    for key, value in workload.environment.items():
        if SECRET.fullmatch(value):
            yield {"name": key, "valueFrom": {"secretKeyRef": {"name": name, "key": key}}}
        else:
            yield {"name": key, "value": literal(value)}


def _ports(workload: Workload) -> Iterator[dict[str, Any]]:
    for port in workload.published():
        where = {"hostIP": port.address} if port.address else {}
        protocol = port.protocol.upper()
        yield {
            "containerPort": port.inside,
            "hostPort": port.node,
            "protocol": protocol,
            **where,
        }


def _probe(asked: Healthcheck) -> dict[str, Any]:
    test = asked.test if isinstance(asked.test, list) else ["/bin/sh", "-c", asked.test]
    return {
        "exec": {"command": [literal(word) for word in test]},
        "periodSeconds": max(1, seconds(asked.interval)),
        "timeoutSeconds": max(1, seconds(asked.timeout)),
        "failureThreshold": asked.retries,
    }


def _aliases(workload: Workload) -> list[dict[str, Any]]:
    pairs = sorted((address, host) for host, address in workload.extra_hosts.items())
    by_address = groupby(pairs, key=lambda pair: pair[0])
    return [{"ip": ip, "hostnames": [host for _, host in hosts]} for ip, hosts in by_address]
