"""Volumes, file systems and mounts as declared, in the order in which one stands on the other."""

from __future__ import annotations

from homelab.contract import Node
from homelab.operations.block_devices import formatted
from homelab.operations.lvm import grouped, volume
from homelab.operations.mounts import MARK, described, mounted, only_these
from homelab.roadmap.phase1.host_os.settings import HostOSSettings

__all__ = ["stored", "unmounted"]

UNIT = "etc/systemd/system/homelab.mount.j2"


def stored(node: Node[HostOSSettings]) -> None:
    """Every volume group with its volumes, those of what is left last; then what is mounted."""
    settings = node.settings
    for group, wish in settings.volume_groups.items():
        grouped(name=f"volume group {group} is there", group=group, devices=wish.devices)
        for name, size in sorted(wish.volumes.items(), key=lambda each: each[1] is None):
            volume(
                name=f"volume {group}/{name} is there",
                group=group,
                volume=name,
                size=None if size is None else int(size),
            )
    only_these(name="nothing else is mounted by homelab", paths=list(settings.mounts))
    # A mount point below another one comes after it.
    for path, mount in sorted(settings.mounts.items()):
        formatted(
            name=f"{mount.device} carries {mount.filesystem}",
            device=mount.device,
            filesystem=mount.filesystem,
            is_made_here=mount.device in settings.volume_paths,
        )
        described(
            name=f"systemd knows what is mounted at {path}",
            path=path,
            text=node.render(UNIT, mark=MARK, where=path, mount=mount),
        )
        mounted(name=f"{path} is mounted", path=path, device=mount.device)


def unmounted() -> None:
    """Nothing is mounted by homelab; volumes and what is on them stay."""
    only_these(name="nothing is mounted by homelab", paths=[])
