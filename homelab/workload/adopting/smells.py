"""What sounds like a secret: by the name of its variable, or by what an address holds."""

from __future__ import annotations

import re

from homelab.workload.model import SMELL

__all__ = ["smells"]

WIDER = re.compile(
    r"(^|_)(PASS(WORD|WD|PHRASE)?|PWD|SECRET|TOKEN|CREDENTIALS?|SALT|"
    r"(\w+_)?KEY(_BASE)?|AUTH)(_|\d|$)|PASSWORD"
)
PLACE = re.compile(r"_(FILE|PATH|DIR|URL|URI|NAME|USER|ID)$")
HARMLESS = re.compile(r"(?i)true|false|yes|no|on|off|\d{0,5}[smhd]?")
IN_ADDRESS = re.compile(r"\w+://[^/\s:@]*:[^/\s@]+@")


def smells(name: str, value: str) -> bool:
    """Whether VALUE, of the variable NAME, has to be kept as a secret."""
    upper = name.upper()
    if SMELL.search(upper):
        return bool(value)
    if IN_ADDRESS.search(value):
        return True
    is_named = WIDER.search(upper) is not None and PLACE.search(upper) is None
    return is_named and HARMLESS.fullmatch(value) is None
