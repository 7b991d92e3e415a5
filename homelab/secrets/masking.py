"""Values out of texts: what is printed, logged or reported shows no secret in any usual form."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from shlex import quote
from urllib.parse import quote as url_quote
from urllib.parse import quote_plus

__all__ = ["MASK", "mask"]

MASK = "••••••"


def mask(text: str, values: Iterable[str]) -> str:
    """TEXT with every one of VALUES replaced, also where it stands quoted or encoded.

    Known forms: as it is, each of its lines, quoted for a shell, a URL, JSON, Python or HTML, and
    base64 at any offset, as in a Basic authorization header. Longer forms go first.
    """
    pattern = _pattern(frozenset(value for value in values if value))
    return pattern.sub(MASK, text) if pattern else text


@lru_cache(maxsize=8)
def _pattern(values: frozenset[str]) -> re.Pattern[str] | None:
    forms = {form for value in values for form in _forms(value)}
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


def _forms(value: str) -> Iterator[str]:
    for part in {value, *(line.strip() for line in value.splitlines())} - {""}:
        yield part
        yield quote(part).removeprefix("'").removesuffix("'")
        yield from (url_quote(part), url_quote(part, safe=""), quote_plus(part))
        yield from (json.dumps(part)[1:-1], json.dumps(part, ensure_ascii=False)[1:-1])
        yield from (repr(part)[1:-1], escape(part), escape(part, quote=False))
        yield from _base64(part.encode())


def _base64(value: bytes) -> Iterator[str]:
    """What VALUE looks like inside longer base64, by how many bytes stand before it.

    The first and last character are left out where they also hold bits of a neighbour.
    """
    for before in range(3):
        encoded = b64encode(bytes(before) + value).decode()
        first, last = -(-before * 8 // 6), (before + len(value)) * 8 // 6
        if last - first > 4:  # noqa: PLR2004 - shorter ones are found in any text by chance
            yield encoded[first:last]
            yield encoded[first:last].replace("+", "-").replace("/", "_")
