"""Upstream names, read as Docker reads them."""

import re
from dataclasses import dataclass

from homelab.lab.errors import LabError

SERVED = "docker.io"
"""The one registry that a node's dockerd asks a mirror for."""

_NAME = re.compile(r"([a-z0-9.-]+)/([a-z0-9._/-]+):([A-Za-z0-9_][A-Za-z0-9._-]{0,127})")


@dataclass(frozen=True)
class ImageName:
    """`docker.io/library/caddy:2.11.7` in the parts that a registry is asked by."""

    repository: str
    tag: str

    @classmethod
    def parse(cls, name: str) -> "ImageName":
        """A full name with a tag; a digest would be of upstream's bytes, which we haven't got."""
        found = _NAME.fullmatch(name)
        if found is None:
            raise LabError(
                f"image {name!r}: the lab serves full names with a tag, "
                "such as docker.io/library/caddy:2.11.7"
            )
        registry, repository, tag = found.groups()
        if registry != SERVED:
            raise LabError(
                f"image {name}: the lab can't serve images of {registry} yet, only of {SERVED}: "
                "leave it out of this rehearsal"
            )
        return cls(repository if "/" in repository else f"library/{repository}", tag)

    def __str__(self) -> str:
        return f"{SERVED}/{self.repository}:{self.tag}"
