"""What every place for the lab's repository must meet, asked from where the lab is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.errors import HomelabError
from homelab.offers import Repository
from homelab.pushing import Entrance, NotAnswered, entrance_of, push
from homelab.repository import LAB_FILES, files_with, git, head
from homelab.roadmap.phase1.version_control.forge import Forge, ForgeSilent, Hosted
from homelab.roadmap.phase1.version_control.settings import (
    Place,
    VersionControlSettings,
)
from homelab.verify.errors import CannotTell

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
    for repository in node.offered(Repository):
        assert controller.last_commit(node, repository) == head(folder)
    if not node.offered(Repository):
        pytest.skip("it is declared to be kept nowhere else")


def found_at(
    node: RepositoryNode, place: Place, forge_of: Callable[[Place, Entrance], Forge]
) -> Hosted | None:
    """What the forge tells of the node's repository."""
    forge = forge_of(place, _entrance(node))
    try:
        return forge.find()
    except ForgeSilent as silence:
        raise CannotTell(str(silence)) from silence


def taken_by(node: RepositoryNode, place: Place) -> str:
    """Why PLACE wouldn't take the last commit; nothing if it would."""
    entrance = _entrance(node)
    folder = node.lab.root / node.settings.folder
    try:
        push(folder, place.url, node.settings.branch, entrance, is_trial=True)
    except NotAnswered as silence:
        raise CannotTell(str(silence)) from silence
    except HomelabError as refusal:
        return str(refusal)
    return ""


def _entrance(node: RepositoryNode) -> Entrance:
    for repository in node.offered(Repository):
        if repository.entrance is not None:
            return entrance_of(node, repository.entrance)
    pytest.skip("there is no forge to ask, as in a rehearsal")
