"""The lab's own files under version control: git in its folder, on the controller."""

from __future__ import annotations

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from homelab.errors import HomelabError

__all__ = [
    "LAB_FILES",
    "NOT_INSTALLED",
    "bundle",
    "files_with",
    "first_commit",
    "forget_remote",
    "git",
    "has_commit",
    "head",
    "is_begun",
    "is_past",
    "remote",
    "set_remote",
]

LAB_FILES = (
    *(".gitignore", "inventory.py", "group_data", "deploys", "checks"),
    *("secrets.age", ".homelab/events.jsonl"),
)
"""What a lab is made of; secrets.age is encrypted."""
IGNORED = Path(__file__).parent / "init" / "templates" / "gitignore"
NOT_INSTALLED = "git isn't installed here; install it (Debian: `apt install git`)"
NOBODY = ("-c", "user.name=homelab", "-c", "user.email=homelab@localhost")
"""Who commits where git doesn't know its user."""


def git(folder: Path, *arguments: str) -> str:
    """What git prints in FOLDER; raises HomelabError with git's own words."""
    return _run(folder, *arguments).decode(errors="replace").strip()


def is_begun(folder: Path) -> bool:
    """Whether FOLDER is a repository with a commit, and keeps to itself what it should."""
    return head(folder) is not None and not list(_not_ignored(folder))


def head(folder: Path) -> str | None:
    """The last commit in FOLDER; None where there is no repository or no commit yet.

    Raises HomelabError where FOLDER is a part of somebody else's repository.
    """
    if not folder.is_dir() or not _answers(folder, "rev-parse", "--git-dir"):
        return None
    whole = Path(git(folder, "rev-parse", "--show-toplevel"))
    if whole.resolve() != folder.resolve():
        raise HomelabError(
            f"{folder} is a part of the repository {whole}, all of which would be kept; "
            f"make it one of its own: `git -C {folder} init`"
        )
    return git(folder, "rev-parse", "HEAD") if _answers(folder, "rev-parse", "HEAD") else None


def first_commit(folder: Path, branch: str) -> None:
    """FOLDER becomes a repository whose BRANCH begins with the lab's files.

    What is a repository already stays one, with its branch; what .gitignore lacks is added.
    """
    with _alone(folder):
        if not (folder / ".git").exists():
            git(folder, "init", "--quiet", f"--initial-branch={branch}")
        lacking = list(_not_ignored(folder))
        if lacking:
            with (folder / ".gitignore").open("a", encoding="utf-8") as file:
                file.write("".join(f"{line}\n" for line in lacking))
        wanted = [name for name in LAB_FILES if (folder / name).exists()]
        is_first = head(folder) is None
        git(folder, "add", "--", *(wanted if is_first else [".gitignore"]))
        if is_first or git(folder, "diff", "--cached", "--name-only", "--", ".gitignore"):
            message = "Begin the lab" if is_first else "Keep out what is no file of the lab"
            user = () if _answers(folder, "config", "user.email") else NOBODY
            only = () if is_first else ("--", ".gitignore")
            git(folder, *user, "commit", "--quiet", "-m", message, *only)


def remote(folder: Path, name: str) -> str | None:
    """The URL of FOLDER's remote NAME; None where it has none."""
    found = _answers(folder, "remote", "get-url", name) if folder.is_dir() else False
    return git(folder, "remote", "get-url", name) if found else None


def set_remote(folder: Path, name: str, url: str) -> None:
    """FOLDER's remote NAME is at URL."""
    with _alone(folder):
        git(
            folder, "remote", *(["add"] if remote(folder, name) is None else ["set-url"]), name, url
        )


def forget_remote(folder: Path, name: str) -> None:
    """FOLDER has no remote NAME."""
    with _alone(folder):
        git(folder, "remote", "remove", name)


def has_commit(folder: Path, commit: str) -> bool:
    """Whether FOLDER's repository knows COMMIT."""
    return _answers(folder, "cat-file", "-e", f"{commit}^{{commit}}")


def is_past(folder: Path, commit: str) -> bool:
    """Whether COMMIT is the last one of FOLDER, or led to it."""
    return _answers(folder, "merge-base", "--is-ancestor", commit, "HEAD")


def files_with(folder: Path, pattern: str) -> list[str]:
    """Files of FOLDER's last commit in which an extended regular expression is found."""
    found = _answers(folder, "grep", "--quiet", "-E", "-e", pattern, "HEAD")
    listed = git(folder, "grep", "-l", "-E", "-e", pattern, "HEAD") if found else ""
    return [line.removeprefix("HEAD:") for line in listed.splitlines()]


def bundle(folder: Path) -> bytes:
    """FOLDER's last commit with all that led to it, as git-bundle(1) packs it."""
    return _run(folder, "bundle", "create", "--quiet", "-", "HEAD")


def _not_ignored(folder: Path) -> Iterator[str]:
    """Lines that .gitignore should have and hasn't."""
    file = folder / ".gitignore"
    there = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    wanted = (line for line in IGNORED.read_text().splitlines() if not line.startswith("#"))
    yield from (line for line in wanted if line not in there)


def _answers(folder: Path, *arguments: str) -> bool:
    try:
        git(folder, *arguments)
    except HomelabError:
        return False
    return True


def _run(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise HomelabError(NOT_INSTALLED) from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise HomelabError(f"git {arguments[0]} in {folder}: {said}")
    return done.stdout


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else changes FOLDER's repository meanwhile: several hosts may keep one lab."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
