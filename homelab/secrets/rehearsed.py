"""Secrets of a rehearsal: throwaway values, so that it neither needs nor touches the real ones."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

__all__ = ["rehearsed_secret"]

LENGTH = 24


def rehearsed_secret(reference: str, folder: Path) -> str:
    """The value that stands for REFERENCE in the rehearsal whose key lies in FOLDER.

    The same for every process that has the key, and worth nothing anywhere else.
    """
    key = (folder / "id_ed25519").read_bytes()
    return hmac.new(key, reference.encode(), hashlib.sha256).hexdigest()[:LENGTH]
