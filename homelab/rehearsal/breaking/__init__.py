"""Make a fault on a rehearsal node: a shell script a fault, which `homelab diagnose` never reads.

A script's first line says what it does. It is given what the lab has on its node by the names
in `words.py`, and says what it lacks by `${NAME:?…}`.
"""

from __future__ import annotations

from pathlib import Path

from homelab.lab import LabError, Rehearsal
from homelab.model import load
from homelab.model.lab import Lab
from homelab.model.scope import NoSuchName
from homelab.rehearsal.breaking.words import words
from homelab.rehearsal.inventory import FOLDER as INVENTORY_FOLDER
from homelab.rehearsal.inventory import node_name

__all__ = ["break_node", "told", "ways"]

FOLDER = Path(__file__).parent
SECONDS = 180.0


def ways() -> list[str]:
    """The faults that can be made."""
    return sorted(path.stem for path in FOLDER.glob("*.sh"))


def told(fault: str) -> str:
    """What making FAULT does."""
    with (FOLDER / f"{fault}.sh").open() as file:
        return file.readline().removeprefix("#").strip()


def break_node(lab: Lab, host: str, fault: str) -> None:
    """FAULT is there on the node that stands for HOST of LAB, or of its rehearsal.

    Raises NoSuchName, and LabError where no node stands for HOST or it hasn't what FAULT takes.
    """
    if fault not in ways():
        raise NoSuchName(f"{fault}: nothing makes such a fault; see `homelab lab break --list`")
    rehearsal, name = Rehearsal(lab.root), node_name(host)
    if name not in {node.name for node in rehearsal.status()}:
        cure = "faults are made on rehearsal nodes alone; bring them up with `homelab lab up`"
        raise LabError(f"{host}: no node of this lab's rehearsal stands for it; {cure}")
    given = words(load(lab.root / INVENTORY_FOLDER / "inventory.py"), name)
    environment = [f"{key}={value}" for key, value in given.items()]
    text = (FOLDER / f"{fault}.sh").read_text()
    argv = ["env", *environment, "bash", "-euo", "pipefail", "-c", text, name]
    done = rehearsal.exec(name, argv, timeout=SECONDS)
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise LabError(f"{fault} can't be made on {host}: {''.join(said)}")
