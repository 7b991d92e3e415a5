"""The rehearsal's inventory: the user's own, read anew each time, with the nodes' data over it.

Executed by pyinfra's loader and by homelab's, so it imports nothing heavy.
"""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

__all__ = ["FOLDER", "node_name", "overlaid", "write"]

FOLDER = Path(".homelab", "lab")
TEXT = '''"""The rehearsal of {inventory}, on the lab's nodes. Written by `homelab lab up`."""

from homelab.rehearsal.inventory import overlaid as _overlaid

globals().update(_overlaid(__file__))
'''


def write(root: Path, inventory: Path, overlay: dict[str, dict[str, Any]]) -> Path:
    """Write the rehearsal's inventory file; OVERLAY is data by the host's name in INVENTORY."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    said = {"inventory": str(inventory.resolve()), "hosts": overlay}
    (folder / "overlay.json").write_text(json.dumps(said, indent=2))
    path = folder / "inventory.py"
    path.write_text(TEXT.format(inventory=inventory.name))
    return path


def overlaid(file: str) -> dict[str, Any]:
    """The groups of the inventory that the rehearsal in FILE's folder is of, with its overlay."""
    said = json.loads(Path(file).with_name("overlay.json").read_text())
    values = runpy.run_path(said["inventory"])
    groups = {
        name: value
        for name, value in values.items()
        if not name.startswith("_") and isinstance(value, list | tuple)
    }
    return {name: _group(value, said["hosts"]) for name, value in groups.items()}


def node_name(name: str) -> str:
    """The node's name for a host of the inventory, which may be `@local` or an address."""
    return name.lstrip("@").replace("/", "-").replace(".", "-").replace(":", "-").lower()


def _group(group: Any, overlay: dict[str, Any]) -> Any:  # noqa: ANN401 - a user's file
    if isinstance(group, tuple):
        return ([_host(host, overlay) for host in group[0]], group[1])
    return [_host(host, overlay) for host in group]


def _host(host: Any, overlay: dict[str, Any]) -> Any:  # noqa: ANN401
    name, data = (host, {}) if isinstance(host, str) else host
    return node_name(name), _merged(data, overlay[name])


def _merged(below: Any, above: Any) -> Any:  # noqa: ANN401
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return below | {key: _merged(below.get(key), value) for key, value in above.items()}
