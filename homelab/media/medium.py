"""What one machine is installed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["BASE", "Boot", "Medium"]

BASE = "${base}"
"""Stands for the address of the folder that is served, in the words of a `Boot`."""


@dataclass(frozen=True)
class Boot:
    """How the installer is started over the network (iPXE's `kernel` and `initrd`)."""

    kernel: str
    """Its address."""
    initrd: tuple[str, ...]
    """Addresses, each with iPXE's own arguments behind it."""
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Medium:
    """An installer's answers for one host, and how it is started."""

    system: str
    """What is installed, in words, like `Debian 13`."""
    files: Mapping[str, str]
    """Their text by their name; they may hold the hashes of passwords."""
    mac: str | None
    """Of the card that the host boots by."""
    boot: Boot
    usage: str
    """How the files are given to the installer without a network boot, in Markdown."""
