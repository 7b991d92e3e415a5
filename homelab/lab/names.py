"""Names and labels: all that a lab makes carries a hash of its working tree.

So two labs can live on one machine.
"""

import hashlib
import os
import re
from pathlib import Path

from homelab.lab.errors import LabError

LAB_LABEL = "homelab.lab"
NODE_LABEL = "homelab.node"
HOST_LABEL = "homelab.host"
WISH_LABEL = "homelab.wish"
SNAPSHOT_LABEL = "homelab.snapshot"

_HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")


def lab_hash(root: Path) -> str:
    """Six hex digits that stand for one working tree on this machine."""
    return hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:6]


def container_name(lab: str, node: str) -> str:
    """`homelab-ab12cd-gateway`."""
    return f"homelab-{lab}-{node}"


def check_node_name(name: str) -> str:
    """A node's name is its host name (RFC 1123), short enough for Docker."""
    if _HOST_NAME.fullmatch(name) is None:
        raise LabError(
            f"node name {name!r}: use 1 to 40 lower-case letters, digits and hyphens, "
            "such as 'gateway'"
        )
    return name


def cache_dir() -> Path:
    """Where the lab keeps what may be thrown away: images, logs, locks (XDG Base Directory)."""
    wished = Path(os.environ.get("XDG_CACHE_HOME", ""))
    base = wished if wished.is_absolute() else Path.home() / ".cache"
    return base / "homelab"
