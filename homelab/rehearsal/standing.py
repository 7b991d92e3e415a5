"""Bring a lab's nodes up for the hosts of an inventory, and write the inventory that is them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from homelab.lab import Entry, LabNode, NodeWish, Rehearsal, System, VirtualMachine
from homelab.model.lab import Host, Lab
from homelab.offers import FirstContact
from homelab.rehearsal.authority import rehearsed_root
from homelab.rehearsal.files import copy_files
from homelab.rehearsal.images import recipes
from homelab.rehearsal.inventory import FOLDER, node_name, write
from homelab.rehearsal.names import has_outside_authority, names
from homelab.rehearsal.overlay import StandsIn, overlay_of
from homelab.roadmap import registry
from homelab.secrets.rehearsed import rehearsed_secret

__all__ = ["Rehearsed", "up"]


@dataclass(frozen=True)
class Rehearsed:
    """A rehearsal that stands."""

    inventory: Path
    """The inventory file that is the rehearsal."""
    nodes: tuple[LabNode, ...]


def up(
    lab: Lab,
    progress: Callable[[str, str], None] | None = None,
    tasks: frozenset[str] | None = None,
    machines: frozenset[str] = frozenset(),
) -> Rehearsed:
    """A node for every host of LAB, in the state its first contact says; those that stand stay.

    Those for the hosts MACHINES are virtual machines.

    Registry and Pebble stand too, in the place of those outside that LAB asks, unless all of the
    TASKS to come are of Phase 1.
    """
    folder = lab.root / FOLDER
    key, public_key = own_key(folder)
    rehearsal = Rehearsal(lab.root)
    wishes = [
        replace(
            _wish(lab, host, folder, public_key),
            machine=VirtualMachine() if host.name in machines else None,
        )
        for host in lab.hosts.values()
    ]
    nodes = rehearsal.up(wishes, progress)
    standing = dict(zip(lab.hosts, nodes, strict=True))
    addresses = {host: str(node.ipv4) for host, node in standing.items()}
    is_served = tasks is None or any(registry.tasks()[task].phase > 1 for task in tasks)
    images = recipes(lab) if is_served else {}
    is_certified = is_served and has_outside_authority(lab)
    served = rehearsal.serve(images, progress) if images else None
    stands_in = StandsIn(
        key=key,
        public_key=public_key,
        mirror=served.url if served is not None else None,
        authority=rehearsal.certify(names(lab, addresses), progress) if is_certified else None,
        root=rehearsed_root(lab, folder),
    )
    if lab.nodes("version_control"):
        copy_files(lab.root)
    overlay = {h.name: overlay_of(lab, h, standing, stands_in) for h in lab.hosts.values()}
    return Rehearsed(write(lab.root, lab.inventory, overlay), nodes)


def forget(lab: Lab) -> None:
    """Nothing of the rehearsal is known any more: pins and records of nodes that are gone."""
    for name in ("known_hosts", "inventory.py", "overlay.json"):
        (lab.root / FOLDER / name).unlink(missing_ok=True)


def _wish(lab: Lab, host: Host, folder: Path, public_key: str) -> NodeWish:
    contacts = [offered.offer for offered in lab.offers(FirstContact, host.name)]
    contact = contacts[0] if contacts else FirstContact("root")
    password = rehearsed_secret(contact.password, folder) if contact.password else None
    key = None if password else public_key
    sudo: bool | Literal["password"] = "password" if password else True
    if contact.user == "root":
        sudo = False
    return NodeWish(node_name(host.name), _system(host), Entry(contact.user, password, key, sudo))


def _system(host: Host) -> System:
    for choice in host.choices:
        if choice.task == "host_os" and choice.provider == "debian":
            said = choice.settings.model_dump()["release"]
            return "debian-12" if said in ("12", "bookworm") else "debian-13"
    return "debian-13"


def own_key(folder: Path) -> tuple[Path, str]:
    """The rehearsal's own key pair, made when there is none."""
    path = folder / "id_ed25519"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.is_file():
        made = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.OpenSSH,
            serialization.NoEncryption(),
        )
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(made)
    loaded = serialization.load_ssh_private_key(path.read_bytes(), password=None)
    public = loaded.public_key().public_bytes(
        serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH
    )
    return path, f"{public.decode()} rehearsal"
