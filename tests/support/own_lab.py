"""A user's own lab whose hosts are the rehearsal's nodes: nothing lies over its inventory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

from homelab.engine import Feed, Terms
from homelab.lab import Entry, LabNode, NodeWish, Rehearsal, VirtualMachine
from homelab.library import Lab
from homelab.rehearsal.standing import own_key
from homelab.result import Result

__all__ = ["OwnLab", "own_lab"]


@dataclass(frozen=True)
class OwnLab:
    """Files as a user writes them, and the real nodes that they speak of."""

    root: Path
    nodes: Rehearsal

    def load(self) -> Lab:
        """The lab as the files have it now."""
        with chdir(self.root):
            return Lab.load(self.root / "inventory.py")

    def wish(self, host: str, text: str) -> None:
        """Write one host's group data anew."""
        (self.root / "group_data" / f"only_{host}.py").write_text(text)

    def apply(
        self, host: str, text: str, feed: Feed | None = None, **terms: object
    ) -> list[Result]:
        """Apply TEXT's wishes to one host."""
        self.wish(host, text)
        only = Terms(hosts=frozenset({host}), **terms)  # type: ignore[arg-type]
        return self.load().apply(only, feed)

    def access(self, port: int = 2222, admin: str = "ada") -> str:
        """Wishes for a way in that the nodes' first contact leads to."""
        key, public = own_key(self.root / "keys")
        who = {"name": admin, "keys": [public], "identity": str(key)}
        first = {"identity": str(key)}
        said = {"provider": "openssh", "port": port, "admin": who, "first_contact": first}
        return f"remote_access = {said!r}\n"

    def node(self, host: str) -> LabNode:
        """A node's addresses."""
        return next(node for node in self.nodes.status() if node.name == host)

    def run(self, host: str, script: str) -> str:
        """What a script prints on a node, past its sshd; an error where it fails."""
        done = self.nodes.exec(host, ["sh", "-c", script])
        if done.returncode != 0:
            raise AssertionError(f"{host}: {script}: {done.stderr or done.stdout}")
        return done.stdout


@contextmanager
def own_lab(
    root: Path, names: Sequence[str], machines: Mapping[str, VirtualMachine] | None = None
) -> Iterator[OwnLab]:
    """Nodes at first contact as root by key, and an inventory of their addresses.

    Those that MACHINES has are virtual machines.
    """
    machines = machines or {}
    key, public = own_key(root / "keys")
    nodes = Rehearsal(root)
    entry = Entry("root", None, public, sudo=False)
    (root / "ssh_config").touch()
    known = {
        "ssh_key": str(key),
        "ssh_known_hosts_file": str(root / "known_hosts"),
        "ssh_config_file": str(root / "ssh_config"),
    }
    try:
        found = nodes.up([NodeWish(name, "debian-13", entry, machines.get(name)) for name in names])
        hosts = [(node.name, {"ssh_hostname": str(node.ipv4), **known}) for node in found]
        groups = "".join(f"only_{name} = [{name!r}]\n" for name in names)
        (root / "inventory.py").write_text(f"nodes = {hosts!r}\n{groups}")
        (root / "group_data").mkdir()
        yield OwnLab(root, nodes)
    finally:
        nodes.down()
