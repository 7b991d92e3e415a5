"""The rehearsal of one working tree: its nodes, from nothing to nothing."""

import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from homelab.lab import docker, snapshots
from homelab.lab.authority import Authority, certify
from homelab.lab.engine import ensure_docker
from homelab.lab.errors import LabError
from homelab.lab.images import have_images
from homelab.lab.locks import locked
from homelab.lab.making import Progress, discard, place, stand
from homelab.lab.names import LAB_LABEL, container_name, lab_hash
from homelab.lab.networks import Networks, find_networks, have_networks
from homelab.lab.nodes import Placed, await_ready
from homelab.lab.serving import Served, serve
from homelab.lab.standing import Standing, find, find_all
from homelab.lab.wishes import LabNode, NodeWish


def _silent(_subject: str, _message: str) -> None:
    return None


@dataclass(frozen=True)
class Rehearsal:
    """All that one working tree has on this machine; nothing is kept in the tree, `root`."""

    root: Path

    @property
    def lab(self) -> str:
        """The hash in every name and label."""
        return lab_hash(self.root)

    def up(
        self, wishes: Sequence[NodeWish], progress: Progress | None = None, image: str | None = None
    ) -> tuple[LabNode, ...]:
        """Every wished node stands and answers, in the wishes' order; those that stood are kept.

        `image` is what `snapshot` returned: nodes that must be made begin as that one was.
        """
        report = progress or _silent
        ensure_docker(report)
        with locked(f"lab-{self.lab}"):
            images = {} if image is not None else have_images(wishes, report)
            networks = have_networks(self.lab)
            placed = place(self.lab, wishes, images, image)
            with ThreadPoolExecutor(max_workers=max(1, len(placed))) as pool:
                list(pool.map(lambda each: stand(self.lab, each, networks, report), placed))
            return tuple(self._node(wish.name) for wish in wishes)

    def certify(
        self,
        names: Mapping[str, str],
        progress: Progress | None = None,
        *,
        resolver: str | None = None,
        lifetime_seconds: int | None = None,
    ) -> Authority:
        """The lab's own ACME authority, which stands afterwards; NAMES have their addresses.

        It asks the name server RESOLVER for all others; an authority that is made now issues for
        LIFETIME_SECONDS.
        """
        with locked(f"lab-{self.lab}"):
            return certify(self.lab, names, progress or _silent, resolver, lifetime_seconds)

    def down(self) -> None:
        """No container, network or volume of this lab is left, however they came; snapshots are."""
        with locked(f"lab-{self.lab}"):
            ours = ("--filter", f"label={LAB_LABEL}={self.lab}")
            self._remove(
                "container", docker.lines("ps", "--all", "--quiet", *ours), "--force", "--volumes"
            )
            self._remove("network", docker.lines("network", "ls", "--quiet", *ours))
            self._remove("volume", docker.lines("volume", "ls", "--quiet", *ours))
            snapshots.sweep(self.lab)

    def status(self) -> tuple[LabNode, ...]:
        """The nodes that exist, by name."""
        found = find_all(self.lab)
        networks = find_networks(self.lab) if found else None
        return () if networks is None else tuple(_as_node(each, networks) for each in found)

    def reset(
        self, name: str, progress: Progress | None = None, image: str | None = None
    ) -> LabNode:
        """A new node of the same wish at the same addresses, or one from the snapshot `image`."""
        report = progress or _silent
        with locked(f"lab-{self.lab}"):
            old = self._standing(name)
            base = image or have_images([old.wish], report)[name]
            discard(old.container)
            placed = Placed(old.wish, old.host, base, is_new=image is None)
            stand(self.lab, placed, have_networks(self.lab), report)
            return self._node(name)

    def serve(self, images: Mapping[str, Path], progress: Progress | None = None) -> Served | None:
        """Nodes can pull these images, by upstream's full names; None where Docker Hub has them.

        `images` maps `docker.io/library/caddy:2.11.7` to the recipe's folder (see `serving`).
        """
        report = progress or _silent
        ensure_docker(report)
        with locked(f"lab-{self.lab}"):
            return serve(self.lab, images, report)

    def reboot(self, name: str) -> None:
        """The node went down through systemd and answers again."""
        old = self._standing(name)
        node = self._node(name)
        docker.run(["exec", *old.wish.inside(old.container, "systemctl", "reboot")])
        old.await_restart()
        await_ready(old.container, old.wish, node.ipv4)

    def exec(
        self, name: str, argv: Sequence[str], stdin: str | None = None, timeout: float | None = None
    ) -> subprocess.CompletedProcess[str]:
        """What the command answered on the node, as root, past sshd and firewall."""
        flags = ["--interactive"] if stdin is not None else []
        standing = self._standing(name)
        inside = standing.wish.inside(standing.container, *argv)
        return docker.run(["exec", *flags, *inside], stdin=stdin, timeout=timeout)

    def shell(self, name: str) -> int:
        """An interactive root shell on the node; its exit code."""
        standing = self._standing(name)
        standing.wish.refuse_machine("gives no shell: log in by SSH")
        return subprocess.call(
            ["docker", "exec", "--interactive", "--tty", standing.container, "bash", "--login"]
        )

    def snapshot(self, name: str, tag: str) -> str:
        """The node's disks as they are now, for `up` and `reset` to begin from.

        It replaces an older one of the same name and tag.
        """
        with locked(f"lab-{self.lab}"):
            standing = self._standing(name)
            standing.wish.refuse_machine("can't be kept as an image: make it anew by `reset`")
            return snapshots.take(self.lab, standing, tag)

    def snapshots(self) -> tuple[str, ...]:
        """The snapshots that exist."""
        return snapshots.find(self.lab)

    def prune_snapshots(self) -> None:
        """No snapshot of this lab is left."""
        with locked(f"lab-{self.lab}"):
            snapshots.prune(self.lab)

    def _standing(self, name: str) -> Standing:
        standing = find(container_name(self.lab, name))
        if standing is None:
            raise LabError(f"no node {name!r} in this lab: bring it up first")
        return standing

    def _node(self, name: str) -> LabNode:
        networks = find_networks(self.lab)
        if networks is None:
            raise LabError("the lab's networks are gone: take it down and bring it up again")
        return _as_node(self._standing(name), networks)

    @staticmethod
    def _remove(kind: str, names: Sequence[str], *flags: str) -> None:
        if names:
            docker.ask(kind, "rm", *flags, *names)


def _as_node(standing: Standing, networks: Networks) -> LabNode:
    ipv4, ipv6 = networks.management_subnet.addresses(standing.host)
    lan_ipv4, lan_ipv6 = networks.lan_subnet.addresses(standing.host)
    wish = standing.wish
    return LabNode(
        name=wish.name,
        container=standing.container,
        ipv4=ipv4,
        ipv6=ipv6,
        lan_ipv4=lan_ipv4,
        lan_ipv6=lan_ipv6,
        system=wish.system,
        state=standing.state,
        machine=wish.machine,
    )
