"""What a service may do to its node: capabilities, privileges and devices."""

from __future__ import annotations

from typing import Any

from homelab.workload.adopting.context import Context
from homelab.workload.adopting.scalars import as_list, as_text

__all__ = ["devices_of", "rights_of"]


def rights_of(context: Context, fields: dict[str, Any], path: str) -> dict[str, Any]:
    """What it may: Compose's default is Docker's own set, homelab's is nothing."""
    found: dict[str, Any] = {
        key: [as_text(each).upper().removeprefix("CAP_") for each in as_list(fields.get(key))]
        for key in ("cap_drop", "cap_add")
    }
    if not found["cap_drop"]:
        problem = "Compose leaves a container Docker's own capabilities, homelab none"
        cure = (
            "they are left here; try it without `cap_drop`, and give back what it needs (`cap_add`)"
        )
        context.remarks.add(f"{path}.cap_drop", problem, cure)
    elif found["cap_drop"] == ["ALL"]:
        found["cap_drop"] = None
    for number, option in enumerate(map(as_text, as_list(fields.get("security_opt")))):
        place = f"{path}.security_opt[{number}]"
        if option in {"no-new-privileges:false", "no-new-privileges=false"}:
            found["no_new_privileges"] = False
        elif not option.startswith("no-new-privileges"):
            cure = "see whether the program can do without it"
            context.remarks.add(place, f"{option!r} can't be taken over", cure)
    return found


def devices_of(said: Any) -> list[str]:  # noqa: ANN401
    """Devices in short form."""
    return list(map(_device, as_list(said)))


def _device(said: Any) -> str:  # noqa: ANN401
    if not isinstance(said, dict):
        return as_text(said)
    parts = (said.get("source"), said.get("target"), said.get("permissions"))
    return ":".join(str(part) for part in parts if part)
