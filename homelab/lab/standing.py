"""Nodes that exist, read back from Docker: the labels are the lab's only memory."""

import json
import time
from dataclasses import dataclass

from homelab.lab import docker
from homelab.lab.errors import LabError
from homelab.lab.names import HOST_LABEL, LAB_LABEL, WISH_LABEL, container_name
from homelab.lab.wishes import NodeWish

DOWN_SECONDS = 120.0


@dataclass(frozen=True)
class Standing:
    """A node's container; `state` and `started` are Docker's words."""

    container: str
    wish: NodeWish
    host: int
    state: str
    started: str

    def await_restart(self) -> None:
        """The container runs, and was started later than when this was read."""
        deadline = time.monotonic() + DOWN_SECONDS
        while time.monotonic() < deadline:
            now = find(self.container)
            if now is not None and now.state == "running" and now.started != self.started:
                return
            time.sleep(0.2)
        raise LabError(
            f"{self.container} was told to reboot and didn't within {DOWN_SECONDS:.0f} s: "
            "see its journal"
        )


def find(container: str) -> Standing | None:
    """The node in this container, if there is one."""
    done = docker.run(["container", "inspect", container])
    return _read(done.stdout)[0] if done.returncode == 0 else None


def find_all(lab: str) -> tuple[Standing, ...]:
    """Every node of one lab, by name: whatever else comes from a snapshot has only its labels."""
    ids = docker.lines(
        "ps",
        "--all",
        "--quiet",
        "--filter",
        f"label={LAB_LABEL}={lab}",
        "--filter",
        f"name=^/{container_name(lab, '')}",
    )
    found = _read(docker.ask("container", "inspect", *ids)) if ids else ()
    return tuple(sorted(found, key=lambda standing: standing.wish.name))


def _read(inspected: str) -> tuple[Standing, ...]:
    return tuple(
        Standing(
            container=fields["Name"].removeprefix("/"),
            wish=NodeWish.from_json(fields["Config"]["Labels"][WISH_LABEL]),
            host=int(fields["Config"]["Labels"][HOST_LABEL]),
            state=fields["State"]["Status"],
            started=fields["State"]["StartedAt"],
        )
        for fields in json.loads(inspected)
    )
