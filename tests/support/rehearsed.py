"""A lab of real nodes for tests, and the file of wishes that a test may rewrite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

from homelab.lab import Rehearsal
from homelab.library import Lab
from homelab.model import load
from homelab.rehearsal import up

__all__ = ["SECURE", "Rehearsed", "standing"]

SECURE = """
remote_access = {
    "provider": "openssh",
    "port": 2222,
    "admin": {
        "name": "ada",
        "keys": [
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPaK9Nv2x6OhdLijr1G7cZcjKsONLwUCI8td8aO+0H7 ada"
        ],
        "password": "secret:admin/password",
        "sudo_password": "secret:admin/password",
    },
}
"""
"""Group data that wishes secure access, with every secret that it can have."""


@dataclass(frozen=True)
class Rehearsed:
    """Real nodes, and the wishes for them."""

    root: Path
    nodes: Rehearsal
    wishes: str

    @property
    def inventory(self) -> Path:
        """The inventory file that is the rehearsal."""
        return self.root / ".homelab" / "lab" / "inventory.py"

    def load(self) -> Lab:
        """The lab as the files have it now."""
        return Lab.load(self.inventory)

    def wish(self, more: str) -> Lab:
        """Wish the nodes MORE than at first, or else."""
        (self.root / "group_data" / "all.py").write_text(self.wishes + more)
        return self.load()

    def run(self, host: str, script: str) -> str:
        """What a script prints on a node, past its sshd."""
        return self.nodes.exec(host, ["sh", "-c", script]).stdout

    def reset(self, host: str) -> None:
        """Make a node anew: before its first contact, with host keys that nobody has pinned."""
        self.nodes.reset(host)
        self.inventory.with_name("known_hosts").unlink(missing_ok=True)


@contextmanager
def standing(root: Path, inventory: str, wishes: str) -> Iterator[Rehearsed]:
    """Nodes for an inventory, up within the context."""
    (root / "inventory.py").write_text(inventory)
    (root / "group_data").mkdir(exist_ok=True)
    (root / "group_data" / "all.py").write_text(wishes)
    nodes = Rehearsal(root)
    try:
        with chdir(root):  # pyinfra's rule: group data of the current folder counts
            up(load(root / "inventory.py"))
        yield Rehearsed(root, nodes, wishes)
    finally:
        nodes.down()
