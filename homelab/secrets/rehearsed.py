"""Secrets of a rehearsal: throwaway values, so that it neither needs nor touches the real ones."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from pathlib import Path

from homelab.secrets.files import replace_file

__all__ = ["keep_rehearsed", "rehearsed_secret"]

LENGTH = 24
MADE = "secrets.json"
"""Values that can't be any text, like keys that have to fit a certificate."""


def rehearsed_secret(reference: str, folder: Path) -> str:
    """The value that stands for REFERENCE in the rehearsal whose key lies in FOLDER.

    The same for every process that has the key, and worth nothing anywhere else.
    """
    made = _made(folder).get(reference)
    if made is not None:
        return made
    key = (folder / "id_ed25519").read_bytes()
    return hmac.new(key, reference.encode(), hashlib.sha256).hexdigest()[:LENGTH]


def keep_rehearsed(values: Mapping[str, str], folder: Path) -> None:
    """Have VALUES stand for their references in the rehearsal in FOLDER."""
    replace_file(folder / MADE, json.dumps({**_made(folder), **values}).encode())


def _made(folder: Path) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads((folder / MADE).read_text())
    except FileNotFoundError:
        return {}
    return found
