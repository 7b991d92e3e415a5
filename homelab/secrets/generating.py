"""New values: strong, and fit to be typed from paper."""

from __future__ import annotations

from secrets import choice

__all__ = ["generate"]

ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz"
"""Thirty-two characters that aren't taken for one another: five bits each."""


def generate() -> str:
    """A new random value of 125 bits: five groups of five, joined by hyphens."""
    return "-".join("".join(choice(ALPHABET) for _ in range(5)) for _ in range(5))
