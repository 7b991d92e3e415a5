"""Names that homelab takes, from those that Compose does."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

__all__ = ["as_name", "as_volume", "whole_image"]


def as_name(name: str) -> str:
    """NAME as that of a service or network: a label of DNS."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower())[:40].strip("-") or "service"


def as_volume(name: str) -> str:
    """NAME as that of a volume; of a path its last part."""
    last = PurePosixPath(name).name.lower() if name.startswith("/") else name.lower()
    return re.sub(r"[^a-z0-9_-]+", "-", last).strip("-_") or "data"


def whole_image(image: str) -> str:
    """IMAGE with the registry, the folder and the tag that Docker would take."""
    name, at, digest = image.partition("@")
    first, slash, _ = name.partition("/")
    if not slash:
        name = f"docker.io/library/{name}"
    elif not ({".", ":"} & set(first)) and first != "localhost":
        name = f"docker.io/{name}"
    if not digest and ":" not in name.rpartition("/")[2]:
        name += ":latest"
    return f"{name}{at}{digest}"
