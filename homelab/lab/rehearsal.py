"""The rehearsal of one working tree: its nodes, from nothing to nothing."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from homelab.lab import docker, snapshots
from homelab.lab.engine import ensure_docker
from homelab.lab.errors import LabError
from homelab.lab.firststart import machine_nameservers
from homelab.lab.images import have_images
from homelab.lab.locks import locked
from homelab.lab.names import LAB_LABEL, container_name, lab_hash
from homelab.lab.networks import Networks, find_networks, have_networks
from homelab.lab.nodes import Placed, await_ready, create
from homelab.lab.runline import run_flags, this_engine
from homelab.lab.standing import Standing, find, find_all
from homelab.lab.subnets import free_host
from homelab.lab.wishes import LabNode, NodeWish, System

Progress = Callable[[str, str], None]


def _silent(_subject: str, _message: str) -> None:
    return None


@dataclass(frozen=True)
class Rehearsal:
    """All that one working tree has on this machine; `root` is the tree, and nothing is kept in it."""

    root: Path

    @property
    def lab(self) -> str:
        """The hash in every name and label."""
        return lab_hash(self.root)

    def up(self, wishes: Sequence[NodeWish], progress: Progress | None = None, image: str | None = None) -> tuple[LabNode, ...]:
        """Every wished node stands and answers, in the order of the wishes; nodes that stood are kept as they are.

        `image` is what `snapshot` returned: nodes that must be made begin as that one was.
        """
        report = progress or _silent
        ensure_docker(report)
        with locked(f"lab-{self.lab}"):
            images = {} if image is not None else have_images([wish.system for wish in wishes], report)
            networks = have_networks(self.lab)
            placed = self._place(wishes, images, image)
            with ThreadPoolExecutor(max_workers=max(1, len(placed))) as pool:
                return tuple(pool.map(lambda each: self._stand(each, networks, report), placed))

    def down(self) -> None:
        """Nothing of this lab is left but its snapshots: no container, no network, no volume, whoever made them and how."""
        with locked(f"lab-{self.lab}"):
            ours = ("--filter", f"label={LAB_LABEL}={self.lab}")
            self._remove("container", docker.lines("ps", "--all", "--quiet", *ours), "--force", "--volumes")
            self._remove("network", docker.lines("network", "ls", "--quiet", *ours))
            self._remove("volume", docker.lines("volume", "ls", "--quiet", *ours))
            snapshots.sweep(self.lab)

    def status(self) -> tuple[LabNode, ...]:
        """The nodes that exist, by name."""
        networks = find_networks(self.lab)
        if networks is None:
            return ()
        return tuple(_as_node(standing, networks) for standing in find_all(self.lab))

    def reset(self, name: str, progress: Progress | None = None, image: str | None = None) -> LabNode:
        """A new node of the same wish under the same addresses, or one that begins from the snapshot `image`."""
        report = progress or _silent
        with locked(f"lab-{self.lab}"):
            old = self._standing(name)
            base = image or have_images([old.wish.system], report)[old.wish.system]
            self._discard(old.container)
            return self._stand(Placed(old.wish, old.host, base, is_new=image is None), have_networks(self.lab), report)

    def reboot(self, name: str) -> None:
        """The node went down through systemd and answers again."""
        old = self._standing(name)
        node = self._node(name)
        docker.run(["exec", old.container, "systemctl", "reboot"])
        old.await_restart()
        await_ready(old.container, node.ipv4)

    def exec(self, name: str, argv: Sequence[str], stdin: str | None = None, timeout: float | None = None) -> subprocess.CompletedProcess[str]:
        """What the command answered on the node, as root, past sshd and firewall."""
        flags = ["--interactive"] if stdin is not None else []
        return docker.run(["exec", *flags, self._standing(name).container, *argv], stdin=stdin, timeout=timeout)

    def shell(self, name: str) -> int:
        """An interactive root shell on the node; its exit code."""
        return subprocess.call(["docker", "exec", "--interactive", "--tty", self._standing(name).container, "bash", "--login"])

    def snapshot(self, name: str, tag: str) -> str:
        """The node's disk as it is now, for `up` and `reset` to begin from; the same name and tag replace the older one."""
        with locked(f"lab-{self.lab}"):
            return snapshots.take(self.lab, self._standing(name), tag)

    def snapshots(self) -> tuple[str, ...]:
        """The snapshots that exist."""
        return snapshots.find(self.lab)

    def prune_snapshots(self) -> None:
        """No snapshot of this lab is left."""
        with locked(f"lab-{self.lab}"):
            snapshots.prune(self.lab)

    def _place(self, wishes: Sequence[NodeWish], images: Mapping[System, str], image: str | None) -> list[Placed]:
        """Each wish with its host number; numbers of nodes that stand stay theirs."""
        hosts = {standing.wish.name: standing.host for standing in find_all(self.lab)}
        placed = []
        for wish in wishes:
            if wish.name not in hosts:
                hosts[wish.name] = free_host(hosts.values())
            placed.append(Placed(wish, hosts[wish.name], image or images[wish.system], is_new=image is None))
        return placed

    def _stand(self, placed: Placed, networks: Networks, report: Progress) -> LabNode:
        """One node, found or made, started and ready."""
        name = placed.wish.name
        container = container_name(self.lab, name)
        standing = find(container)
        if standing is not None and standing.state == "created":
            self._discard(container)
            standing = None
        if standing is None:
            report(name, "creating")
            create(self.lab, placed, networks, run_flags(this_engine()), machine_nameservers())
        elif (standing.wish.system, standing.wish.entry) != (placed.wish.system, placed.wish.entry):
            raise LabError(f"{name} stands already, made for another wish: take the lab down first, or keep the wish")
        if standing is not None and standing.state == "paused":
            docker.ask("unpause", container)
        elif standing is None or standing.state != "running":
            report(name, "booting")
            docker.ask("start", container)
        await_ready(container, networks.management_subnet.addresses(placed.host)[0])
        report(name, "ready")
        return self._node(name)

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

    def _discard(self, container: str) -> None:
        self._remove("container", [container], "--force", "--volumes")
        self._remove("volume", docker.lines("volume", "ls", "--quiet", "--filter", f"name=^{container}-"))

    @staticmethod
    def _remove(kind: str, names: Sequence[str], *flags: str) -> None:
        if names:
            docker.ask(kind, "rm", *flags, *names)


def _as_node(standing: Standing, networks: Networks) -> LabNode:
    ipv4, ipv6 = networks.management_subnet.addresses(standing.host)
    lan_ipv4, lan_ipv6 = networks.lan_subnet.addresses(standing.host)
    wish = standing.wish
    return LabNode(wish.name, standing.container, ipv4, ipv6, lan_ipv4, lan_ipv6, wish.system, standing.state)
