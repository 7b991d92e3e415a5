"""A lab of real nodes for tests, and the file of wishes that a test may rewrite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from homelab.lab import Rehearsal
from homelab.library import Lab
from homelab.model import load
from homelab.offers import CertificateAuthority
from homelab.rehearsal import up

__all__ = ["SECURE", "SHUT", "Rehearsed", "address", "authority", "standing"]

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

SHUT = """
table inet port80 {{
    chain shut {{
        type filter hook prerouting priority raw;
        ip saddr {authority} tcp dport 80 drop
    }}
}}
"""
"""What nft is told, so that the authority finds a node's port 80 shut."""


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

    def serve(self) -> None:
        """The images of what the files wish for now are in the lab's registry too."""
        up(load(self.root / "inventory.py"))

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


def address(lab: Rehearsed, host: str) -> str:
    """Where the other nodes reach a node."""
    return str(next(node.ipv4 for node in lab.nodes.status() if node.name == host))


def authority(lab: Rehearsed) -> str:
    """Where nodes reach the rehearsal's authority."""
    (offered, *_) = lab.load().offers(CertificateAuthority)
    return str(urlsplit(offered.offer.directory).hostname)
