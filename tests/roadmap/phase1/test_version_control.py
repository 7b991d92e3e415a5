"""The lab's history is on a machine of its own, and neither place loses what the other has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.rehearsed import SECURE, Rehearsed, standing

from homelab.engine import Terms
from homelab.rehearsal.files import COPY
from homelab.repository import NOBODY, git, head
from homelab.result import ExitCode, Outcome, Result, exit_code
from homelab.verify import verify

pytestmark = [pytest.mark.lab, pytest.mark.slow]
HOST = "nas"
KEEPS = 'version_control = {"provider": "local"}\n'
THERE = "/srv/git/homelab.git"


def test_it_is_kept_and_diverges_from_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with standing(tmp_path, f"nodes = [{HOST!r}]\n", SECURE + KEEPS) as lab:
        assert exit_code(lab.load().apply()) is ExitCode.OK
        folder = tmp_path / COPY
        assert on_node(lab) == head(folder)
        assert asked(lab) == {Outcome.GOOD}

        change(folder, "mine")
        assert asked(lab) == {Outcome.GOOD, Outcome.BAD}, "nobody has pushed it"
        assert exit_code(apply(lab)) is ExitCode.OK
        assert on_node(lab) == head(folder)

        theirs = pushed_by_another(lab, folder, tmp_path / "clone")
        change(folder, "mine too")
        refused = [r for r in apply(lab) if r.outcome is Outcome.FAILED]
        assert [r.name for r in refused] == ["it has the last commit"]
        assert "what it has and" in refused[0].detail
        assert on_node(lab) == theirs

        git(folder, "pull", "--quiet", "--rebase", str(tmp_path / "clone"), "main")
        assert exit_code(apply(lab)) is ExitCode.OK
        assert on_node(lab) == head(folder) != theirs

        unwish(lab)
        assert exit_code(lab.load().apply()) is ExitCode.OK
        assert on_node(lab) == head(folder), "it is data, and stays"
        assert exit_code(lab.load().apply(Terms(purge=True))) is ExitCode.OK
        assert lab.run(HOST, "ls /srv/git") == ""


def unwish(lab: Rehearsed) -> None:
    """The person's files no longer say it, and so neither does what the rehearsal adds."""
    (lab.root / "group_data" / "all.py").write_text(SECURE)
    file = lab.inventory.with_name("overlay.json")
    said = json.loads(file.read_text())
    del said["hosts"][HOST]["version_control"]
    file.write_text(json.dumps(said))


def apply(lab: Rehearsed) -> list[Result]:
    return lab.load().apply(Terms(tasks=frozenset({"version_control"})))


def asked(lab: Rehearsed) -> set[Outcome]:
    return {r.outcome for r in verify(lab.load(), tasks=["version_control"]).results}


def on_node(lab: Rehearsed) -> str:
    return lab.run(HOST, f"cat {THERE}/refs/heads/main").strip()


def change(folder: Path, text: str) -> None:
    (folder / "inventory.py").write_text(f"# {text}\n")
    git(folder, *NOBODY, "commit", "--quiet", "--all", "-m", text)


def pushed_by_another(lab: Rehearsed, folder: Path, clone: Path) -> str:
    """Somebody else clones it over SSH as the admin, and pushes a commit of theirs."""
    own = lab.inventory.parent
    ssh = f"ssh -i {own / 'id_ed25519'} -o UserKnownHostsFile={own / 'known_hosts'}"
    url = git(folder, "remote", "get-url", HOST)
    git(clone.parent, "-c", f"core.sshCommand={ssh}", "clone", "--quiet", url, clone.name)
    (clone / "checks").mkdir()
    (clone / "checks" / "theirs.py").write_text("")
    git(clone, "add", "checks")
    git(clone, *NOBODY, "commit", "--quiet", "-m", "theirs")
    git(clone, "-c", f"core.sshCommand={ssh}", "push", "--quiet", "origin", "main")
    found = head(clone)
    assert found
    return found
