"""What the lab's own Gitea must answer, and what it can't do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.offers import Repository
from homelab.pushing import Entrance, entrance_of
from homelab.roadmap.phase1.version_control.checks import taken_by
from homelab.roadmap.phase1.version_control.forge import ForgeError, ForgeSilent
from homelab.roadmap.phase1.version_control.gitea.api import api_of
from homelab.roadmap.phase1.version_control.gitea.places import DATA, place_of
from homelab.roadmap.phase1.version_control.gitea.settings import GiteaSettings
from homelab.verify.errors import CannotTell

if TYPE_CHECKING:
    from testinfra.host import Host

GiteaNode = Node[GiteaSettings]


def test_the_declared_release_answers(node: GiteaNode) -> None:
    """The declared release answers, by HTTPS and to the admin's password."""
    answer = api_of(_entrance(node)).get("/version")
    assert answer is not None
    assert answer["version"] == node.settings.version.removeprefix("v")


def test_the_admin_may_push(node: GiteaNode) -> None:
    """Gitea would take another commit of the admin's."""
    assert taken_by(node, place_of(node)) == ""


def test_a_stranger_is_shown_nothing(node: GiteaNode) -> None:
    """Whoever has no password is shown no repository."""
    assert _seen_by(replace(_entrance(node), token="none")) is None  # noqa: S106 - it is wrong


def test_the_repository_is_whole(node: GiteaNode, host: Host) -> None:
    """Git finds every object of the repository, undamaged."""
    place = place_of(node)
    path = f"{DATA}/data/gitea-repositories/{place.called.lower()}.git"
    done = host.run("git -c safe.directory=%s -C %s fsck --strict", path, path)
    assert done.succeeded, done.stderr


def test_it_has_no_rights_but_its_own(host: Host) -> None:
    """The running program has no capability of root's, and can't get one."""
    told = host.check_output(
        "awk '/^(CapEff|CapBnd|NoNewPrivs):/ {print $1, $2}' "
        "/proc/$(systemctl show gitea.service -P MainPID)/status"
    )
    rights = dict(line.split(": ") for line in told.splitlines())
    assert rights["NoNewPrivs"] == "1"
    assert int(rights["CapEff"], 16) | int(rights["CapBnd"], 16) in {0, 1 << 10}


def test_its_secrets_are_its_own(host: Host) -> None:
    """Nobody but root and Gitea reads its configuration and its secrets."""
    data = host.file(DATA)
    assert (data.user, data.mode) == ("git", 0o700)
    ini = host.file("/etc/gitea/app.ini")
    assert (ini.user, ini.group, ini.mode) == ("root", "git", 0o640)


def _entrance(node: GiteaNode) -> Entrance:
    (entrance,) = (kept.entrance for kept in node.offered(Repository))
    assert entrance is not None
    return entrance_of(node, entrance)


def _seen_by(entrance: Entrance) -> str | None:
    """The name of a repository that somebody is shown; None where Gitea refuses."""
    try:
        found = api_of(entrance).get("/repos/search")
    except ForgeSilent as silence:
        raise CannotTell(str(silence)) from silence
    except ForgeError:
        return None
    return str(found)
