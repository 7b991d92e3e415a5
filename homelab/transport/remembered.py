"""The way by which each node was last entered, kept on the controller (`.homelab/ways.json`).

So a node is found again whose port, admin or address the wishes have changed meanwhile, or
whose change was put back. Secrets are in it as references only; losing it loses no more than
that.
"""

from __future__ import annotations

import fcntl
import json
from pathlib import Path
from typing import Any

from homelab.model.lab import Lab
from homelab.offers import Access
from homelab.transport.ways import Way

__all__ = ["recall", "remember"]

FILE = Path(".homelab", "ways.json")


def remember(lab: Lab, host: str, way: Way) -> None:
    """Keep WAY as the last one into HOST, unless the first apply closes it anyhow."""
    if way.is_first_contact:
        return
    accesses = [o.offer for o in lab.offers(Access, host) if o.offer.user == way.user]
    said = {
        "hostname": way.hostname,
        "port": way.port,
        "user": way.user,
        "identity": way.identity,
        "sudo_password": accesses[0].sudo_password if accesses else None,
    }
    if _read(lab.root).get(host) == said:
        return
    path = lab.root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        new = path.with_suffix(".new")
        new.write_text(json.dumps({**_read(lab.root), host: said}, indent=1, sort_keys=True))
        new.replace(path)


def recall(lab: Lab, host: str) -> Way | None:
    """The last way into HOST, if one is known."""
    said = _read(lab.root).get(host)
    if said is None:
        return None
    sudo = lab.reveal(said["sudo_password"]) if said["sudo_password"] else None
    return Way(said["hostname"], said["port"], said["user"], said["identity"], sudo_password=sudo)


def _read(root: Path) -> dict[str, dict[str, Any]]:
    try:
        known = json.loads((root / FILE).read_text())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
