"""A repository at a forge: asked for, made and pushed to from the controller."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from pyinfra.api import FunctionCommand, operation

from homelab.offers import Repository
from homelab.pushing import Entrance, heads, push
from homelab.repository import forget_remote, has_commit, head, is_past, remote
from homelab.roadmap.phase1.version_control.forge import Forge, ForgeError
from homelab.roadmap.phase1.version_control.settings import Place

__all__ = ["forgotten", "hosted", "pushed"]


@operation()
def hosted(forge: Forge, place: Place) -> Generator[FunctionCommand]:
    """The repository at PLACE is there; one that is public stays so, and is refused for private."""
    found = forge.find()
    if found is None:
        yield FunctionCommand(forge.create, (), {})
    elif found.full_name.lower() != place.called.lower():
        raise ForgeError(
            f"{place.called} is {found.full_name} now; write that in `owner` and `name`"
        )
    elif place.private and not found.is_private:
        raise ForgeError(
            f"{place.called} is public, so nothing is pushed there; make it private at the forge, "
            "or say `private: false`"
        )


@operation()
def pushed(
    folder: Path, kept: Repository, place: Place, forge: Forge, entrance: Entrance
) -> Generator[FunctionCommand]:
    """FOLDER's last commit is at PLACE, in the branch of KEPT; what that has besides stays."""
    there = heads(folder, place.url, entrance) if forge.find() else {}
    last = head(folder)
    if last is not None and there.get(kept.branch) == last:
        return
    _refuse_to_part(folder, place.url, there, kept.branch)
    yield FunctionCommand(push, (folder, kept.remote, kept.branch, entrance), {})


@operation()
def forgotten(folder: Path, remote_name: str, url: str) -> Generator[FunctionCommand]:
    """FOLDER's repository, on the controller, no longer knows that at URL as REMOTE_NAME."""
    if remote(folder, remote_name) == url:
        yield FunctionCommand(forget_remote, (folder, remote_name), {})


def _refuse_to_part(folder: Path, url: str, there: dict[str, str], branch: str) -> None:
    """Raise ForgeError where the repository THERE has what FOLDER lacks."""
    is_begun = head(folder) is not None
    theirs = there.get(branch)
    if there and not (is_begun and any(has_commit(folder, last) for last in there.values())):
        raise ForgeError(
            f"{url} holds a history that {folder} knows nothing of; nothing is pushed over it: "
            "if it is the lab's, pull there first, else write another `name`"
        )
    if theirs and not is_past(folder, theirs):
        raise ForgeError(
            f"{branch} of {url} has what {folder} lacks; pull there first (git pull --rebase)"
        )
