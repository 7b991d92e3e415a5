"""Wishes made into nodes: found where they stand, made where they don't."""

from collections.abc import Callable, Mapping, Sequence

from homelab.lab import docker
from homelab.lab.disks import DISKS, node_volume
from homelab.lab.errors import LabError
from homelab.lab.firststart import machine_nameservers
from homelab.lab.names import container_name
from homelab.lab.networks import Networks
from homelab.lab.nodes import Placed, await_ready, create
from homelab.lab.runline import node_flags
from homelab.lab.standing import Standing, find, find_all
from homelab.lab.subnets import free_host
from homelab.lab.wishes import NodeWish

Progress = Callable[[str, str], None]


def place(
    lab: str, wishes: Sequence[NodeWish], images: Mapping[str, str], snapshot: str | None
) -> list[Placed]:
    """Each wish with its host number; numbers of nodes that stand stay theirs."""
    hosts = {standing.wish.name: standing.host for standing in find_all(lab)}
    placed = []
    for wish in wishes:
        if wish.name not in hosts:
            hosts[wish.name] = free_host(hosts.values())
        if snapshot is not None:
            wish.refuse_machine("can't begin from a node's image")
        image = snapshot or images[wish.name]
        placed.append(Placed(wish, hosts[wish.name], image, is_new=snapshot is None))
    return placed


def stand(lab: str, placed: Placed, networks: Networks, report: Progress) -> None:
    """The node stands, started and ready; one that a kill left half made is made anew."""
    name = placed.wish.name
    container = container_name(lab, name)
    found = find(container)
    if found is not None and found.state == "created":
        discard(container)
        found = None
    if found is None:
        report(name, "creating")
        create(lab, placed, networks, node_flags(placed.wish), machine_nameservers())
    else:
        _check_wish(found, placed.wish)
    if found is not None and found.state == "paused":
        docker.ask("unpause", container)
    elif found is None or found.state != "running":
        report(name, "booting")
        docker.ask("start", container)
    await_ready(container, placed.wish, networks.management_subnet.addresses(placed.host)[0])
    report(name, "ready")


def discard(container: str) -> None:
    """The container is gone, and its disks with it."""
    docker.ask("container", "rm", "--force", "--volumes", container)
    docker.ask("volume", "rm", "--force", *(node_volume(container, disk) for disk in DISKS))


def _check_wish(found: Standing, wish: NodeWish) -> None:
    if found.wish != wish:
        raise LabError(
            f"{wish.name} stands already, made for another wish: "
            "take the lab down first, or keep the wish"
        )
