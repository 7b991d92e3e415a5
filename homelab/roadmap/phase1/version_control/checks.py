"""What every place for the lab's repository must meet, asked from where the lab is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.offers import Repository
from homelab.repository import LAB_FILES, files_with, git, head
from homelab.roadmap.phase1.version_control.settings import VersionControlSettings

if TYPE_CHECKING:
    from pathlib import Path

    from homelab.verify.controller import Controller

RepositoryNode = Node[VersionControlSettings]
KEYS = "AGE-SECRET-KEY-1|-----BEGIN ([A-Z]+ )?PRIVATE KEY-----"


@pytest.fixture
def folder(node: RepositoryNode) -> Path:
    """The lab's folder, once something is committed there."""
    found = node.lab.root / node.settings.folder
    assert head(found), f"nothing is committed in {found}: run `homelab apply --task {node.task}`"
    return found


def test_the_labs_files_are_committed(folder: Path) -> None:
    """Every file of the lab is under version control."""
    wanted = [name for name in LAB_FILES if (folder / name).exists()]
    left = git(folder, "ls-files", "--others", "--exclude-standard", "--", *wanted)
    assert left == "", "commit them: `git add` and `git commit`"


def test_no_key_is_committed(folder: Path) -> None:
    """No private key, and nothing that .gitignore keeps out, is in the last commit."""
    assert files_with(folder, KEYS) == []
    assert git(folder, "ls-files", "--cached", "--ignored", "--exclude-standard") == ""


def test_the_last_commit_is_there(
    node: RepositoryNode, folder: Path, controller: Controller
) -> None:
    """The last commit is there, for whoever runs the lab to fetch."""
    (repository,) = node.offered(Repository)
    assert controller.last_commit(node, repository) == head(folder)
