"""A lab's own authority in its rehearsal: the real program, with a root that is thrown away."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from homelab.model.lab import Lab
from homelab.secrets.authority import INTERMEDIATE, INTERMEDIATE_KEY, ROOT, certified
from homelab.secrets.files import replace_file
from homelab.secrets.rehearsed import keep_rehearsed

__all__ = ["rehearsed_root"]


def rehearsed_root(lab: Lab, folder: Path) -> str | None:
    """The root in PEM, with an intermediate behind LAB's references; made when there is none.

    None where LAB wishes for no authority of its own.
    """
    references = list(_references(lab))
    if not references:
        return None
    made = _made(folder / "authority.json")
    for certificate, key in references:
        keep_rehearsed({certificate: made[INTERMEDIATE], key: made[INTERMEDIATE_KEY]}, folder)
    return made[ROOT]


def _made(path: Path) -> Mapping[str, str]:
    if not path.is_file():
        replace_file(path, json.dumps(certified({})).encode())
    made: dict[str, str] = json.loads(path.read_text())
    return made


def _references(lab: Lab) -> Iterator[tuple[str, str]]:
    """How the lab refers to an intermediate's certificate and key."""
    for choice in (choice for host in lab.hosts.values() for choice in host.choices):
        said = choice.settings.model_dump() if choice.task == "tls" else {}
        if "intermediate" in said:
            yield said["intermediate"], said["intermediate_key"]
