"""Whom a service meets: the networks that it shares, and names that DNS doesn't know."""

from __future__ import annotations

from typing import Any

from homelab.workload.adopting.context import Context
from homelab.workload.adopting.naming import as_name
from homelab.workload.adopting.scalars import as_dict, as_list, as_text

__all__ = ["hosts_of", "networks_of"]


def networks_of(context: Context, fields: dict[str, Any], path: str) -> dict[str, Any]:
    """Those that it shares: Compose's own for all of the file, unless it names others."""
    mode = as_text(fields.get("network_mode") or "")
    if mode == "host":
        return {"network_mode": "host"}
    if mode not in {"", "bridge", "default"}:
        cure = "let it share a network, in `networks`"
        context.remarks.add(f"{path}.network_mode", f"{mode!r} can't be taken over", cure)
    said = fields.get("networks")
    names = [*said] if isinstance(said, dict) else list(map(as_text, as_list(said)))
    if isinstance(said, dict):
        for name, details in said.items():
            for key in as_dict(details):
                cure = "others call it by the service's name"
                context.remarks.add(f"{path}.networks.{name}.{key}", "it is dropped", cure)
    if not names and (mode or len(context.names) == 1):
        return {}
    return {
        "networks": list(dict.fromkeys(_network(context, each) for each in names or ["default"]))
    }


def _network(context: Context, name: str) -> str:
    whole = context.top("networks", name)
    own = context.project if name == "default" else f"{context.project}-{name}"
    return as_name(str(whole.get("name") or (name if whole.get("external") else own)))


def hosts_of(said: Any) -> dict[str, str]:  # noqa: ANN401
    """Addresses by name, of both ways to write them."""
    if isinstance(said, dict):
        return {key: as_text(next(iter(as_list(value)), None)) for key, value in said.items()}
    pairs = [as_text(each).replace("=", ":", 1).partition(":") for each in as_list(said)]
    return {host: address.strip("[]") for host, _, address in pairs}
