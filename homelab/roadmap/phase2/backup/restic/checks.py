"""What restic must meet, seen by its own means."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from homelab.backup.kept import NODE
from homelab.contract import Node
from homelab.roadmap.phase2.backup.checks import known
from homelab.roadmap.phase2.backup.restic.settings import ResticSettings

if TYPE_CHECKING:
    from testinfra.host import Host


def test_a_file_comes_back(host: Host, node: Node[ResticSettings]) -> None:
    """A file of the node comes back as it is, by restic's own command for it."""
    if not node.settings.paths:
        pytest.skip("no folder of the node itself is copied")
    copied = known(host)["services"][NODE]["copies"][next(iter(node.settings.repositories))]["at"]
    folder = shlex.quote(node.settings.paths[0])
    unchanged = f"find {folder} -type f -size -64k ! -newermt {copied} | sort | head -n 1"
    name = host.check_output(unchanged)
    ask = f"restic dump --tag {NODE} latest {shlex.quote(name)} | sha256sum"
    copy = host.run(f'eval "$(homelab-backup environment)"; {ask}')
    assert copy.stdout.split()[0] == host.file(name).sha256sum, f"{name}: {copy.stderr}"
