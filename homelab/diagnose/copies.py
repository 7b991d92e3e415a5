"""What a node's backup is to be, and what it knows of its copies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from homelab.backup.onnode.report import FILE
from homelab.contract import Node
from homelab.diagnose.fault import CannotTell
from homelab.model.lab import Lab

__all__ = ["STATE", "TASK", "known", "node", "on_disk", "troubles"]

TASK = "backup"
STATE = f"cat {FILE}"
"""What is known of copies and proofs; nothing before the first copy."""


def node(lab: Lab, host: str) -> Node[Any] | None:
    """HOST as its backup sees it; None where it has none."""
    return next((node for node in lab.nodes(TASK) if node.name == host), None)


def on_disk(lab: Lab, host: str) -> list[str]:
    """The folders of HOST that are repositories."""
    found = node(lab, host)
    urls = [each.url for each in found.settings.repositories.values()] if found else []
    return [url for url in urls if url.startswith("/")]


def known(said: str) -> dict[str, Any]:
    """Each service with its copies, of what the node answered to STATE."""
    return dict(_state(said).get("services", {}))


def troubles(said: str) -> Iterator[str]:
    """Why copies failed, or repositories aren't whole, a sentence each."""
    state = _state(said)
    for kind in ("services", "repositories"):
        for name, each in state.get(kind, {}).items():
            if each.get("trouble"):
                yield f"{name}: {each['trouble']}"


def _state(said: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(said.strip() or "{}")
    except ValueError:
        raise CannotTell(f"{FILE} can't be read: run `homelab backup`") from None
    return found
