"""Texts that repeat a secret's value, which would show it in group data."""

from __future__ import annotations

from typing import Any

from homelab.workload.adopting.context import Context

__all__ = ["hide_repeated"]

SHORTEST = 6
"""Of a value that is looked for: a shorter one stands in words by chance."""


def hide_repeated(context: Context, name: str, wish: dict[str, Any], path: str) -> None:
    """Take out of WISH what holds the value of a secret in plain text, with a remark."""
    environment = wish.get("environment", {})
    plain = [wish["image"], *environment]  # and names: `postgres` is no secret to look for
    values = [
        value
        for value in context.references
        if len(value) >= SHORTEST and not any(value in text for text in plain)
    ]
    for key in ("command", "entrypoint", "healthcheck", "labels", "configs"):
        if any(value in repr(wish.get(key, "")) for value in values):
            del wish[key]
            cure = "hand it over by a variable or a file (`secrets`), and write this anew"
            context.remarks.add(f"{path}.{key}", "it repeats a secret, so it is left out", cure)
    for key, text in environment.items():
        if not text.startswith("secret:") and any(value in text for value in values):
            what = f"{key} holds a secret"
            place = f"{path}.environment.{key}"
            environment[key] = context.refer(name, key, text, place, what)
