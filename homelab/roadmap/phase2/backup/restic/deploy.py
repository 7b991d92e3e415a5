"""Have restic, the backup program with what this node keeps, and the timers."""

from __future__ import annotations

from homelab.contract import Node
from homelab.operations.packages import absent, installed
from homelab.roadmap.phase2.backup.deploy import keeping, kept_no_more, purged
from homelab.roadmap.phase2.backup.restic.settings import ResticSettings

__all__ = ["deploy", "purge", "remove"]

PACKAGES = ["restic", "python3", "openssh-client", "ca-certificates"]


def deploy(node: Node[ResticSettings]) -> None:
    """What the node's services keep is copied on schedule, and restored for a test."""
    settings = node.settings
    installed(name="restic is installed", packages=PACKAGES)
    options = f"--compression {settings.compression}"
    if settings.limit_upload:
        options += f" --limit-upload {settings.limit_upload}"
    keeping(node, options=options)


def remove(node: Node[ResticSettings]) -> None:
    """Nothing is copied any more; the copies stay."""
    kept_no_more(node)
    absent(name="restic isn't installed", packages=["restic"])


def purge(node: Node[ResticSettings]) -> None:
    """Copies that lie on the node itself are gone."""
    purged(node)
