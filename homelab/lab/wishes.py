"""What a rehearsal node should be, and what it is."""

import json
import re
from dataclasses import asdict, dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Literal, get_args

from homelab.lab.errors import LabError
from homelab.lab.machine import INSIDE, VirtualMachine
from homelab.lab.names import check_node_name

_USER_NAME = re.compile(r"[a-z_][a-z0-9_-]{0,31}")
"""What Debian's adduser and systemd accept alike."""

System = Literal["debian-12", "debian-13"]


@dataclass(frozen=True)
class Entry:
    """The way in that a node has when it is new: what a provider or an installer left behind.

    `sudo` is True for NOPASSWD, "password" where sudo asks for one, False for none.
    """

    user: str = "root"
    password: str | None = None
    public_key: str | None = None
    sudo: bool | Literal["password"] = False

    def __post_init__(self) -> None:
        if _USER_NAME.fullmatch(self.user) is None:
            raise LabError(
                f"entry: {self.user!r} is no user name: "
                "use 1 to 32 lower-case letters, digits, hyphens and underscores"
            )
        if self.password is None and self.public_key is None:
            raise LabError(
                f"entry for {self.user}: give a password, a public key or both, else nobody gets in"
            )
        if self.sudo == "password" and self.password is None:
            raise LabError(f"entry for {self.user}: sudo that asks for a password needs a password")


@dataclass(frozen=True)
class NodeWish:
    """One node to have: its host name, its system, and how it is entered at first.

    `machine` makes it a virtual machine; without, it is a container.
    """

    name: str
    system: System
    entry: Entry
    machine: VirtualMachine | None = None

    def __post_init__(self) -> None:
        check_node_name(self.name)
        if self.system not in get_args(System):
            raise LabError(
                f"node {self.name}: no system {self.system!r}; "
                f"there are {', '.join(get_args(System))}"
            )

    def to_json(self) -> str:
        """The wish as the container's label keeps it, so that a later process can make it anew."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "NodeWish":
        """The wish that `to_json` wrote."""
        fields = json.loads(text)
        machine = fields.get("machine")
        if machine is not None:
            machine = VirtualMachine(**machine | {"disks": tuple(machine["disks"])})
        return cls(fields["name"], fields["system"], Entry(**fields["entry"]), machine)

    def refuse_machine(self, why: str) -> None:
        """Raise LabError where it is a virtual machine, which can't do what a container can."""
        if self.machine is not None:
            raise LabError(f"node {self.name}: a virtual machine {why}")

    def inside(self, container: str, *argv: str) -> list[str]:
        """Words of `docker exec` that run ARGV on the node that CONTAINER is."""
        return [container, *([INSIDE] if self.machine else []), *argv]


@dataclass(frozen=True)
class LabNode:
    """One node that exists: eth0 is on the management network, eth1 on the lan.

    `state` is Docker's word: running, exited, restarting, paused, created.
    """

    name: str
    container: str
    ipv4: IPv4Address
    ipv6: IPv6Address
    lan_ipv4: IPv4Address
    lan_ipv6: IPv6Address
    system: System
    state: str
    machine: VirtualMachine | None = None
