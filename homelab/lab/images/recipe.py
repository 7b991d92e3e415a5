"""What a node image is made of, and the tag that says so."""

import hashlib
import os
import platform
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from homelab.lab.apt import machine_mirror, machine_options
from homelab.lab.wishes import System

SUITES: Final[dict[System, str]] = {"debian-12": "bookworm", "debian-13": "trixie"}

CONTEXT = Path(__file__).parent / "node"
MACHINE_CONTEXT = Path(__file__).parent / "machine"


@dataclass(frozen=True)
class Recipe:
    """Everything that decides what is in one image."""

    system: System
    sources: tuple[str, ...]
    options: tuple[tuple[str, str], ...]

    @property
    def suite(self) -> str:
        """Debian's code name of the system."""
        return SUITES[self.system]

    @property
    def pulled_base(self) -> str:
        """The upstream image to begin from, where a registry answers."""
        return self.system.replace("-", ":")

    @property
    def base_digest(self) -> str:
        """The same for what the Dockerfile builds on."""
        return hashlib.sha256(
            repr((self.suite, self.sources, self.options, platform.machine())).encode()
        ).hexdigest()[:12]

    @cached_property
    def digest(self) -> str:
        """Twelve hex digits that change whenever the recipe does."""
        return folder_digest(CONTEXT, self.base_digest)

    @property
    def base_tag(self) -> str:
        """The bare system that the node's Dockerfile builds on."""
        return f"homelab-base/{self.system}:{self.base_digest}"

    @property
    def tag(self) -> str:
        """The node image."""
        return f"homelab-node/{self.system}:{self.digest}"

    @cached_property
    def machine_digest(self) -> str:
        """The digest for a virtual machine, which has the node image's system in it."""
        return folder_digest(MACHINE_CONTEXT, self.digest)

    @property
    def machine_tag(self) -> str:
        """The image of a virtual machine."""
        return f"homelab-machine/{self.system}:{self.machine_digest}"


def folder_digest(folder: Path, *more: str) -> str:
    """Twelve hex digits that change with any file below the folder, its mode, or `more`."""
    hashed = hashlib.sha256(repr(more).encode())
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, is_program = file.relative_to(folder).as_posix(), os.access(file, os.X_OK)
        hashed.update(repr((name, is_program, file.read_bytes())).encode())
    return hashed.hexdigest()[:12]


def recipe_for(system: System) -> Recipe:
    """The recipe of one system on this machine: the mirror is the machine's own."""
    return Recipe(system, machine_mirror(SUITES[system]), tuple(sorted(machine_options().items())))
