"""How a workload is called: its Service, an Ingress for each of its routes, and who may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from homelab.offers import CertificateAuthority, Route
from homelab.workload.kubernetes.cluster import Manifest, Setting, network_label, selected
from homelab.workload.model import Workload

__all__ = ["Entered", "ingresses", "network_policy", "service"]

Entered = tuple[Route, CertificateAuthority | None]
"""A route, and who issues its certificate; None where visitors come by plain HTTP."""


def service(setting: Setting, workload: Workload, routes: Sequence[Entered]) -> Manifest:
    """The name by which others call it: headless, so that every port of it answers, as on Docker.

    Traefik takes from the port's name, and others from appProtocol, that a service speaks TLS.
    """
    ports: dict[tuple[int, str], dict[str, Any]] = {}
    for route, _ in routes:
        said = {"name": f"{route.scheme}-{route.port}", "appProtocol": route.scheme}
        ports[route.port, "TCP"] = {**said, "port": route.port, "protocol": "TCP"}
    for published in workload.published():
        number, protocol = published.inside, published.protocol.upper()
        said = {"name": f"{published.protocol}-{number}", "protocol": protocol}
        ports.setdefault((number, protocol), {**said, "port": number})
    spec: dict[str, Any] = {"clusterIP": "None", "selector": selected(setting.name)}
    return setting.manifest(
        "v1", "Service", spec=spec | ({"ports": list(ports.values())} if ports else {})
    )


def ingresses(setting: Setting, routes: Sequence[Entered]) -> Iterator[Manifest]:
    """One for each route, named after its host, as the annotations may differ."""
    cluster = setting.cluster
    for route, authority in routes:
        backend = {"service": {"name": setting.name, "port": {"number": route.port}}}
        path = {"path": "/", "pathType": "Prefix", "backend": backend}
        spec: dict[str, Any] = {"rules": [{"host": route.host, "http": {"paths": [path]}}]}
        if cluster.ingress_class:
            spec["ingressClassName"] = cluster.ingress_class
        if authority is not None:
            spec["tls"] = [{"hosts": [route.host], "secretName": f"{route.host}-tls"}]
        yield setting.manifest(
            "networking.k8s.io/v1",
            "Ingress",
            route.host,
            annotations=dict(cluster.annotate(route, authority)),
            spec=spec,
        )


def network_policy(setting: Setting, workload: Workload, routes: Sequence[Entered]) -> Manifest:
    """Nobody gets in but the front door, those who share a network, and callers of its ports."""
    return setting.manifest(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        spec={
            "podSelector": {"matchLabels": selected(setting.name)},
            "policyTypes": ["Ingress"],
            "ingress": [*_allowed(setting, workload, routes)],
        },
    )


def _allowed(
    setting: Setting, workload: Workload, routes: Sequence[Entered]
) -> Iterator[dict[str, Any]]:
    cluster = setting.cluster
    if routes:
        place = {"kubernetes.io/metadata.name": cluster.door_namespace}
        door: dict[str, Any] = {"namespaceSelector": {"matchLabels": place}}
        if cluster.door_labels:
            door["podSelector"] = {"matchLabels": dict(cluster.door_labels)}
        numbers = dict.fromkeys(route.port for route, _ in routes)
        yield {"from": [door], "ports": [{"port": each, "protocol": "TCP"} for each in numbers]}
    if workload.networks:
        members = [{network_label(network): "member"} for network in workload.networks]
        yield {"from": [{"podSelector": {"matchLabels": each}} for each in members]}
    open_ports = dict.fromkeys((p.inside, p.protocol.upper()) for p in workload.published())
    if open_ports:
        yield {"ports": [{"port": number, "protocol": kind} for number, kind in open_ports]}
