"""Git repositories: the lab's on the controller, and one on a node that keeps a copy of it."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from pyinfra import host
from pyinfra.api import FactBase, FileUploadCommand, FunctionCommand, StringCommand, operation

from homelab import repository

__all__ = ["bare", "begun", "gone", "known", "received"]

BUNDLE = "/var/lib/homelab/repository.bundle"


class BareRepository(FactBase[dict[str, str]]):
    """The owners and the first branch of a bare repository; nothing where there is none."""

    default = dict

    def command(self, path: str) -> str:
        """Ask find(1), and read HEAD as git itself would."""
        name = shlex.quote(path)
        owners = f"find {name} -printf '%u\\n' | sort -u | xargs echo owners"
        return f"[ ! -f {name}/HEAD ] || {{ {owners}; cat {name}/HEAD; }}"

    def process(self, output: Iterable[str]) -> dict[str, str]:
        """By `owners` and `ref:`."""
        return dict(line.split(maxsplit=1) for line in output if " " in line)


class HasCommit(FactBase[bool]):
    """Whether a branch of a repository holds a commit."""

    def command(self, path: str, branch: str, commit: str) -> str:
        """Ask git, as whoever owns the repository."""
        asked = shlex.join(["merge-base", "--is-ancestor", commit, f"refs/heads/{branch}"])
        return f"{_git(path)} {asked} 2>/dev/null && echo yes || echo no"

    def process(self, output: Iterable[str]) -> bool:
        """What it said."""
        return list(output) == ["yes"]


@operation()
def begun(folder: Path, branch: str) -> Generator[FunctionCommand]:
    """FOLDER, on the controller, is a repository that holds the lab's files."""
    if not repository.is_begun(folder):
        yield FunctionCommand(repository.first_commit, (folder, branch), {})


@operation()
def known(folder: Path, remote: str, url: str) -> Generator[FunctionCommand]:
    """FOLDER's repository, on the controller, knows that at URL as REMOTE."""
    if repository.remote(folder, remote) != url:
        yield FunctionCommand(repository.set_remote, (folder, remote, url), {})


@operation()
def bare(path: str, branch: str, owner: str) -> Generator[StringCommand]:
    """PATH is a bare repository of OWNER's, whose first branch is BRANCH."""
    there = host.get_fact(BareRepository, path=path)
    name, own = shlex.quote(path), shlex.quote(f"{owner}:")
    if not there:
        yield StringCommand(
            f"git init --quiet --bare --initial-branch={shlex.quote(branch)} {name}"
        )
    elif there.get("ref:") != f"refs/heads/{branch}":
        yield StringCommand(f"{_git(path)} symbolic-ref HEAD refs/heads/{shlex.quote(branch)}")
    if there.get("owners") != owner:
        yield StringCommand(f"chown -R {own} {name}")


@operation()
def received(path: str, branch: str, folder: Path, owner: str) -> Generator[Any]:
    """BRANCH of the repository PATH holds the last commit of FOLDER, on the controller.

    A branch that has gone another way is left as it is, and the operation fails.
    """
    commit = repository.head(folder)
    if commit and host.get_fact(HasCommit, path=path, branch=branch, commit=commit):
        return
    if commit:
        yield FileUploadCommand(BytesIO(repository.bundle(folder)), BUNDLE)
    fetch = f"{_git(path)} fetch --quiet {BUNDLE} HEAD:refs/heads/{shlex.quote(branch)}"
    told = shlex.quote(f"{path} doesn't take it; what it has and {folder} lacks, pull there first")
    own = f"chown -R {shlex.quote(f'{owner}:')} {shlex.quote(path)}"
    yield StringCommand(f"{fetch} || {{ echo {told}; rm -f {BUNDLE}; exit 1; }}")
    yield StringCommand(f"rm -f {BUNDLE}; {own}")


@operation()
def gone(path: str) -> Generator[StringCommand]:
    """There is no repository at PATH."""
    if host.get_fact(BareRepository, path=path):
        yield StringCommand(f"rm -rf {shlex.quote(path)}")


def _git(path: str) -> str:
    """Git in the repository PATH, which belongs to somebody else than root."""
    name = shlex.quote(path)
    return f"git -c safe.directory={name} -C {name}"
