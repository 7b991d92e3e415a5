"""Published ports in short form, each alone."""

from __future__ import annotations

import re
from typing import Any

from homelab.workload.adopting.context import Context
from homelab.workload.adopting.scalars import as_list, as_text

__all__ = ["ports_of"]

SHORT = re.compile(
    r"(?:(?P<ip>\d+(?:\.\d+){3}|\[[0-9a-f:]+\]):)?(?:(?P<node>\d+(?:-\d+)?)?:)?(?P<inside>\d+(?:-\d+)?)"
    r"(?:/(?P<protocol>tcp|udp))?"
)


def ports_of(context: Context, value: Any, path: str) -> list[str]:  # noqa: ANN401 - a field's value
    """VALUE's ports; what has no number on the node, or isn't understood, is noted."""
    found: list[str] = []
    for number, each in enumerate(as_list(value)):
        place = f"{path}[{number}]"
        said = SHORT.fullmatch(_short(each) if isinstance(each, dict) else as_text(each))
        if said is None:
            cure = "write it like '8080:80'"
            context.remarks.add(place, "this port isn't understood", cure)
        elif said["node"] is None:
            cure = "write 'NODE:INSIDE', or leave it out: services of one network see every port"
            context.remarks.add(place, "it names no port of the node, so it is left out", cure)
        else:
            found += _each(context, said, place)
    return list(dict.fromkeys(found))


def _short(said: dict[str, Any]) -> str:
    address = said.get("host_ip")
    address = f"[{address}]" if address and ":" in str(address) else address
    before = "".join(f"{part}:" for part in (address, said.get("published")) if part)
    return f"{before}{said.get('target')}/{said.get('protocol', 'tcp')}"


def _each(context: Context, said: re.Match[str], place: str) -> list[str]:
    nodes, insides = _range(said["node"]), _range(said["inside"])
    if len(nodes) != len(insides):
        cure = "write each port by itself"
        context.remarks.add(place, "its ranges differ in length", cure)
        return []
    is_all = said["ip"] in {None, "0.0.0.0", "[::]"}  # noqa: S104 - recognised, not bound
    address = "" if is_all else f"{said['ip']}:"
    protocol = "/udp" if said["protocol"] == "udp" else ""
    return [f"{address}{n}:{i}{protocol}" for n, i in zip(nodes, insides, strict=True)]


def _range(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)
