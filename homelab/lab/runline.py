"""The flags with which a container boots systemd, decided from what `docker info` says."""

import json
from dataclasses import dataclass
from pathlib import Path

from homelab.lab import docker
from homelab.lab.machine import KVM, machine_flags
from homelab.lab.wishes import NodeWish

TUN = Path("/dev/net/tun")


@dataclass(frozen=True)
class Engine:
    """What the run line depends on."""

    cgroup_version: str
    security: tuple[str, ...]
    has_tun: bool


def engine_from_info(info: str, *, has_tun: bool) -> Engine:
    """The engine that `docker info --format '{{json .}}'` described."""
    fields = json.loads(info)
    names = tuple(
        part.removeprefix("name=")
        for option in fields["SecurityOptions"] or ()
        for part in option.split(",")[:1]
    )
    return Engine(cgroup_version=fields.get("CgroupVersion", "1"), security=names, has_tun=has_tun)


def this_engine() -> Engine:
    """The engine that answers now."""
    return engine_from_info(docker.ask("info", "--format", "{{json .}}"), has_tun=TUN.exists())


def node_flags(wish: NodeWish) -> list[str]:
    """Flags of `docker create` for this node on the engine that answers now."""
    if wish.machine is not None:
        return machine_flags(wish.machine, has_tun=TUN.exists(), has_kvm=KVM.exists())
    return run_flags(this_engine())


def run_flags(engine: Engine) -> list[str]:
    """Flags of `docker create`; with `--privileged` or `systempaths` a node could change the host.

    SYS_TIME and SYS_MODULE would act on its clock and kernel; some machines lack SYS_RESOURCE.
    """
    flags = ["--tty", "--restart", "always", "--cap-add", "ALL"]
    for capability in ("SYS_RESOURCE", "SYS_TIME", "SYS_MODULE"):
        flags += ["--cap-drop", capability]
    flags += ["--security-opt", "seccomp=unconfined", "--security-opt", "apparmor=unconfined"]
    if "selinux" in engine.security:
        flags += ["--security-opt", "label=disable"]
    for folder in ("/run:exec", "/tmp:exec", "/run/lock"):  # noqa: S108 - the node's own
        flags += ["--tmpfs", folder]
    if engine.cgroup_version == "2":
        flags += ["--cgroupns", "private"]
    else:
        flags += ["--cgroupns", "host", "--volume", "/sys/fs/cgroup:/sys/fs/cgroup:rw"]
    if engine.has_tun:
        flags += ["--device", "/dev/net/tun"]
    return flags
