"""Labels for Traefik, made a route where they say no more than one can hold."""

from __future__ import annotations

import re
from typing import Any

from homelab.workload.adopting.context import Context

__all__ = ["route_of"]

ROUTER = re.compile(r"traefik\.http\.routers\.([^.]+)\.(.+)", re.IGNORECASE)
SERVER = re.compile(
    r"traefik\.http\.services\.([^.]+)\.loadbalancer\.server\.(port|scheme)", re.IGNORECASE
)
HOST = re.compile(r"Host\(((?:\s*`[^`]+`\s*,?)+)\)")
RULE = re.compile(rf"{HOST.pattern}(\s*\|\|\s*{HOST.pattern})*")
PLAIN = {"rule", "entrypoints", "tls", "tls.certresolver", "service", "middlewares", "priority"}
ENCRYPTED = re.compile(r"secure|https|tls|443", re.IGNORECASE)


def route_of(
    context: Context, labels: dict[str, str], ports: list[int], path: str
) -> tuple[dict[str, Any] | None, dict[str, str]]:
    """The route that LABELS speak of, and the labels that stay; PORTS are those it listens on."""
    own = {key: value for key, value in labels.items() if key.lower().startswith("traefik.")}
    others = {key: value for key, value in labels.items() if key not in own}
    if not own or own.get("traefik.enable") == "false":
        return None, others
    routers: dict[str, dict[str, str]] = {}
    for key, value in own.items():
        if said := ROUTER.fullmatch(key):
            routers.setdefault(said[1], {})[said[2].lower()] = value
    hosts = [host for router in routers.values() for host in _hosts(router.get("rule", ""))]
    is_plain = all(
        RULE.fullmatch(router.get("rule", "").strip()) and not set(router) - PLAIN
        for router in routers.values()
    )
    port, scheme = _server(own, ports)
    if not hosts or not is_plain or port is None:
        cure = "write a `route` with `host` and `port`, and remove them"
        context.remarks.add(path, "these labels for Traefik say more than a route can", cure)
        return None, labels
    first, *more = dict.fromkeys(hosts)
    for host in more:
        cure = "a service has one name; let this one lead there by a redirect"
        context.remarks.add(path, f"{host} is not taken over", cure)
    used = sorted({router["middlewares"] for router in routers.values() if "middlewares" in router})
    if used:
        cure = "`login` asks who comes; the rest is the reverse proxy's"
        context.remarks.add(path, f"its middlewares are dropped ({', '.join(used)})", cure)
    route: dict[str, Any] = {"host": first, "port": port}
    if scheme == "https":
        route["scheme"] = scheme
    if not any(map(_is_encrypted, routers.values())):
        route["is_encrypted"] = False
    return route, others


def _hosts(rule: str) -> list[str]:
    return [name.lower() for said in HOST.findall(rule) for name in re.findall(r"`([^`]+)`", said)]


def _server(labels: dict[str, str], ports: list[int]) -> tuple[int | None, str]:
    said = {m[2].lower(): value for key, value in labels.items() if (m := SERVER.fullmatch(key))}
    if said.get("port", "").isdigit():
        return int(said["port"]), said.get("scheme", "http")
    only = ports[0] if len(set(ports)) == 1 else None
    return only, said.get("scheme", "http")


def _is_encrypted(router: dict[str, str]) -> bool:
    """Whether visitors come by HTTPS: it says so, or it names no entrance that is plain."""
    if router.get("tls") == "true" or "tls.certresolver" in router:
        return True
    return "entrypoints" not in router or ENCRYPTED.search(router["entrypoints"]) is not None
