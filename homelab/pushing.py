"""Git on the controller, let in at a place of others by HTTPS and a token.

The token is in the environment of that one git and nowhere else: in no file, no git
configuration, no URL and no command line, and no credential helper of the person's is told of it.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from homelab.contract import Node
from homelab.errors import HomelabError
from homelab.offers import GitEntrance
from homelab.repository import NOT_INSTALLED

__all__ = ["Entrance", "NotAnswered", "entrance_of", "heads", "push"]

HELPER = (
    '!f() { [ "$1" != get ] || '
    r"""printf 'username=%s\npassword=%s\n' "$HOMELAB_GIT_USER" "$HOMELAB_GIT_TOKEN"; }; f"""
)
"""A credential helper that knows one answer (gitcredentials(7))."""
SILENT = ("Could not resolve", "Failed to connect", "Couldn't connect", "timed out", "error: 50")
SECONDS = 120


class NotAnswered(HomelabError):
    """Nobody answers where the repository is said to be."""


@dataclass(frozen=True)
class Entrance:
    """How git gets in at a site: as whom, by which token, and by whose word it knows the site."""

    site: str
    """The beginning of the URLs that the token is for."""
    user: str
    token: str = field(repr=False)
    cacert: Path | None = None
    """Of the authority that the site's certificate is signed by; None for those git knows."""

    @property
    def environment(self) -> dict[str, str]:
        """What git is told; its own settings come after the person's, and a question fails."""
        told = {"credential.helper": "", f"credential.{self.site}.helper": HELPER}
        listed = list(enumerate(told.items()))
        return {
            "GIT_CONFIG_COUNT": str(len(listed)),
            **{f"GIT_CONFIG_KEY_{number}": key for number, (key, _) in listed},
            **{f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in listed},
            **({"GIT_SSL_CAINFO": str(self.cacert)} if self.cacert else {}),
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "",
            "HOMELAB_GIT_USER": self.user,
            "HOMELAB_GIT_TOKEN": self.token,
            "LC_ALL": "C",
        }


def entrance_of(node: Node[Any], offered: GitEntrance) -> Entrance:
    """The way in that is OFFERED by NODE, with its token."""
    token = node.reveal(offered.token).strip()
    if not token or not token.isascii() or any(sign.isspace() for sign in token):
        raise HomelabError(
            f"what {offered.token} names is empty, or has blanks or other signs than ASCII's; "
            f"{offered.site} gives no such token: store it again"
        )
    cacert = node.lab.root / Path(offered.cacert).expanduser() if offered.cacert else None
    return Entrance(offered.site, offered.user, token, cacert)


def heads(folder: Path, place: str, entrance: Entrance) -> dict[str, str]:
    """The last commit of every branch at PLACE, a URL or a remote of FOLDER's, by its name."""
    listed = _git(folder, entrance, "ls-remote", "--heads", place)
    pairs = (line.split("\t") for line in listed.splitlines())
    return {name.removeprefix("refs/heads/"): commit for commit, name in pairs}


def push(
    folder: Path, place: str, branch: str, entrance: Entrance, *, is_trial: bool = False
) -> None:
    """BRANCH at PLACE has FOLDER's last commit; what is there and isn't here stays, and it fails.

    A trial only asks whether it would be taken.
    """
    trial = ["--dry-run"] if is_trial else []
    _git(folder, entrance, "push", "--quiet", *trial, place, f"HEAD:refs/heads/{branch}")


def _git(folder: Path, entrance: Entrance, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", folder, *arguments],
            env={**os.environ, **entrance.environment},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise HomelabError(NOT_INSTALLED) from None
    except subprocess.TimeoutExpired:
        raise NotAnswered(f"{entrance.site} hasn't answered git in {SECONDS} seconds") from None
    if done.returncode:
        said = done.stderr.strip().replace(entrance.token, "***")
        kind = NotAnswered if any(word in said for word in SILENT) else HomelabError
        raise kind(f"git {arguments[0]} at {entrance.site}: {said}")
    return done.stdout
