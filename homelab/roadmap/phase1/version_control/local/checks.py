"""What the repository on the node must be besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.offers import Access
from homelab.roadmap.phase1.version_control.local.settings import LocalSettings

if TYPE_CHECKING:
    from testinfra.host import Host

LocalNode = Node[LocalSettings]


def test_the_repository_is_whole(node: LocalNode, host: Host) -> None:
    """Git finds every object of the repository, undamaged."""
    path = node.settings.path
    done = host.run("git -c safe.directory=%s -C %s fsck --strict", path, path)
    assert done.succeeded, done.stderr


def test_the_admin_may_push(node: LocalNode, host: Host) -> None:
    """All of it belongs to the admin, who may so push to it."""
    owners = [each.offer.user for each in node.lab.offers(Access, node.name)] or ["root"]
    found = host.check_output("find %s ! -user %s", node.settings.path, owners[0])
    assert found == ""
