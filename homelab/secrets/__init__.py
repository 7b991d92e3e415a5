"""Secrets: references in the model, values only where and when they are used.

`Secrets(root).reveal(reference)` is the one way to a value, and remembers what it has given
out so that texts can be masked. Nothing here prints, logs or raises a value.
"""

from __future__ import annotations

from homelab.secrets.errors import SecretError
from homelab.secrets.masking import mask
from homelab.secrets.references import Secrets, resolve
from homelab.secrets.store import SecretStore

__all__ = ["SecretError", "SecretStore", "Secrets", "mask", "resolve"]
