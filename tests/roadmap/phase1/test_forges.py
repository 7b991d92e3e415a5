"""The lab's history at GitHub and GitLab: real pushes to a server that answers as they do."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.forge import TOKEN, Answer, ForgeServer, forge_server
from support.forge_apis import github, gitlab

from homelab.engine import Terms
from homelab.library import Lab
from homelab.repository import NOBODY, git, head, remote
from homelab.result import Outcome, Result

Wish = Callable[..., Lab]
ONLY = Terms(tasks=frozenset({"version_control"}))
FORGES = {"github": (github, "/api/v3"), "gitlab": (gitlab, "/api/v4")}
THERE, KNOWN, PUSHED = (
    *("the repository is there", "the lab's own git knows it", "it has the last commit"),
)
NAME = "ada/homelab"
BY_GIT = pytest.mark.parametrize("provider", ["github"], indirect=True)
"""What git and homelab do alike, whatever the forge."""


@pytest.fixture(params=FORGES)
def provider(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def forge(provider: str, tmp_path: Path) -> Iterator[ForgeServer]:
    rest, root = FORGES[provider]
    with forge_server(tmp_path / "forge", rest, root) as forge:
        yield forge


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The lab's folder, of a person whose own git would note down any password it is told."""
    monkeypatch.setenv("FORGE_TOKEN", TOKEN)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    git(tmp_path, "config", "--global", "credential.helper", "store")
    folder = tmp_path / "lab"
    (folder / "group_data").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def wish(lab: Path, provider: str, forge: ForgeServer) -> Wish:
    def made(**more: Any) -> Lab:
        own = {"provider": provider, "url": forge.url, "owner": "ada", "token": "env:FORGE_TOKEN"}
        own |= {"cacert": str(forge.certificate), **more}
        (lab / "group_data" / "all.py").write_text(f"version_control = {own!r}\n")
        (lab / "inventory.py").write_text("hosts = ['@fake/alpha']\n")
        return Lab.load(lab / "inventory.py")

    return made


def own(results: list[Result]) -> dict[str, Outcome]:
    return {r.name: r.outcome for r in results if "on record" not in r.name}


def failure(results: list[Result]) -> str:
    (failed,) = [r for r in results if r.outcome is Outcome.FAILED]
    assert "Traceback" not in failed.detail
    return failed.detail


def asked(lab: Lab) -> dict[Outcome, list[str]]:
    found: dict[Outcome, list[str]] = {}
    for result in lab.verify(tasks=["version_control"]):
        found.setdefault(result.outcome, []).append(f"{result.name}: {result.detail}")
    return found


def change(folder: Path, text: str) -> None:
    (folder / "deploys").mkdir(exist_ok=True)
    (folder / "deploys" / "mine.py").write_text(f"# {text}\n")
    git(folder, "add", "--all")
    git(folder, *NOBODY, "commit", "--quiet", "-m", text)


def pushed_by_another(forge: ForgeServer, folder: Path, *, is_foreign: bool = False) -> str:
    """Somebody else's commit is at the forge."""
    clone = folder.parent / "clone"
    git(folder.parent, "clone", "--quiet", str(forge.path(NAME)), clone.name)
    if is_foreign:
        git(clone, "checkout", "--quiet", "--orphan", "theirs")
    (clone / "theirs.txt").write_text("theirs\n")
    git(clone, "add", "theirs.txt")
    git(clone, *NOBODY, "commit", "--quiet", "-m", "theirs")
    git(clone, "push", "--quiet", "origin", "HEAD:master" if is_foreign else "HEAD:main")
    return head(clone) or ""


def test_it_is_made_pushed_and_seen_and_then_nothing_changes(
    wish: Wish, forge: ForgeServer, lab: Path, provider: str
) -> None:
    planned = own(wish().plan(ONLY))
    assert {planned[name] for name in (THERE, KNOWN, PUSHED)} == {Outcome.PENDING}
    assert forge.repositories == {}, "a plan makes nothing"
    applied = own(wish().apply(ONLY))
    assert {applied[name] for name in (THERE, KNOWN, PUSHED)} == {Outcome.CHANGED}
    assert forge.repositories == {NAME: True}, "private unless it is said otherwise"
    assert forge.head(NAME) == head(lab)
    assert remote(lab, provider) == f"{forge.url}/{NAME}.git"
    assert set(own(wish().apply(ONLY)).values()) == {Outcome.UNCHANGED}
    assert asked(wish()).keys() == {Outcome.GOOD}, asked(wish())


@BY_GIT
def test_a_new_commit_is_missed_planned_and_pushed(
    wish: Wish, forge: ForgeServer, lab: Path
) -> None:
    wish().apply(ONLY)
    change(lab, "more")
    assert len(asked(wish())[Outcome.BAD]) == 1
    assert own(wish().plan(ONLY))[PUSHED] is Outcome.PENDING
    change(lab, "and the case's events, which that began")
    assert own(wish().apply(ONLY))[PUSHED] is Outcome.CHANGED
    assert forge.head(NAME) == head(lab)
    assert asked(wish()).keys() == {Outcome.GOOD}, asked(wish())


def test_a_group_may_own_it(wish: Wish, forge: ForgeServer, lab: Path) -> None:
    more = {"owner": "lab", "name": "infra", "branch": "trunk", "private": False}
    assert Outcome.FAILED not in own(wish(**more).apply(ONLY)).values()
    assert forge.repositories == {"lab/infra": False}
    assert forge.head("lab/infra", "trunk") == head(lab)


@BY_GIT
def test_what_another_pushed_is_never_overwritten(
    wish: Wish, forge: ForgeServer, lab: Path
) -> None:
    wish().apply(ONLY)
    theirs = pushed_by_another(forge, lab)
    change(lab, "mine")
    assert "knows nothing of" in failure(wish().apply(ONLY))
    git(lab, "fetch", "--quiet", str(forge.path(NAME)), "main")
    assert "has what" in failure(wish().plan(ONLY))
    assert "pull there first" in failure(wish().apply(ONLY))
    assert forge.head(NAME) == theirs
    assert Outcome.BAD in asked(wish())
    git(lab, *NOBODY, "rebase", "--quiet", "FETCH_HEAD")
    assert own(wish().apply(ONLY))[PUSHED] is Outcome.CHANGED
    assert forge.head(NAME) == head(lab)


@BY_GIT
def test_a_repository_of_something_else_is_refused(
    wish: Wish, forge: ForgeServer, lab: Path
) -> None:
    forge.make(NAME)
    pushed_by_another(forge, lab, is_foreign=True)
    for results in (wish().plan(ONLY), wish().apply(ONLY), wish().apply(ONLY)):
        assert "a history that" in failure(results)
    refs = git(forge.path(NAME), "for-each-ref", "--format=%(refname)")
    assert refs.split() == ["refs/heads/master"]


def test_nothing_private_goes_to_a_public_repository(wish: Wish, forge: ForgeServer) -> None:
    forge.make(NAME, private=False)
    assert "is public, so nothing is pushed" in failure(wish().apply(ONLY))
    assert not any("git-receive-pack" in line for line in forge.heard)
    assert own(wish(private=False).apply(ONLY))[PUSHED] is Outcome.CHANGED
    assert any("make it private there" in detail for detail in asked(wish())[Outcome.BAD])


def test_a_token_that_nobody_knows_is_told_with_its_cure(
    wish: Wish, forge: ForgeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish().apply(ONLY)
    forge.users.clear()
    assert "doesn't know the token; make a new one" in failure(wish().plan(ONLY))
    assert len(asked(wish())[Outcome.BAD]) == 3
    monkeypatch.setenv("FORGE_TOKEN", "two\nlines")
    assert "gives no such token" in failure(wish().plan(ONLY))


def test_an_owner_that_the_token_is_nobody_to_is_told(wish: Wish, forge: ForgeServer) -> None:
    assert "strangers" in failure(wish(owner="strangers").apply(ONLY))
    assert forge.repositories == {}


@pytest.mark.parametrize(
    "answer",
    [
        Answer(403, {"message": "API rate limit exceeded"}, {"X-RateLimit-Remaining": "0"}),
        Answer(429, {"message": "Retry later"}, {"Retry-After": "60"}),
        Answer(503, {"message": "Service unavailable"}),
    ],
    ids=lambda answer: str(answer.status),
)
def test_a_forge_that_has_no_time_leaves_it_unknown(
    wish: Wish, forge: ForgeServer, answer: Answer
) -> None:
    wish().apply(ONLY)
    forge.refuses = answer
    assert "answers no more for now" in failure(wish().plan(ONLY))
    found = asked(wish())
    assert len(found[Outcome.UNKNOWN]) == 1, "what git alone can tell is told"
    assert Outcome.BAD not in found


@BY_GIT
def test_a_forge_out_of_reach_leaves_it_unknown(
    wish: Wish, forge: ForgeServer, lab: Path, provider: str
) -> None:
    wish().apply(ONLY)
    nowhere = wish(url="https://127.0.0.1:9")
    assert "doesn't answer; is it reachable" in failure(nowhere.plan(ONLY))
    git(lab, "remote", "set-url", provider, f"https://127.0.0.1:9/{NAME}.git")
    assert len(asked(nowhere)[Outcome.UNKNOWN]) == 3


@BY_GIT
def test_a_forge_that_proves_nothing_is_told_no_token(wish: Wish, forge: ForgeServer) -> None:
    assert "a certificate that isn't trusted" in failure(wish(cacert=None).plan(ONLY))
    assert forge.heard == []


def test_a_repository_that_moved_is_told_by_its_new_name(wish: Wish, forge: ForgeServer) -> None:
    forge.refuses = Answer(301, {"message": "Moved Permanently"}, {"Location": "/elsewhere"})
    assert "has moved" in failure(wish().plan(ONLY))
    assert len(forge.asked) == 1, "nobody followed, so nobody else was told the token"


@BY_GIT
def test_the_token_is_left_nowhere(
    wish: Wish, forge: ForgeServer, lab: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\necho "$@" >>{seen}\nexec /usr/bin/git "$@"\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:{os.environ['PATH']}")
    results = [*wish().plan(ONLY), *wish().apply(ONLY), *wish().verify(tasks=["version_control"])]
    assert forge.head(NAME) == head(lab)
    assert "push" in seen.read_text()
    files = [p for p in (*lab.rglob("*"), *(tmp_path / "home").rglob("*"), seen) if p.is_file()]
    assert any(path.name == "config" for path in files)
    part = b"Not4Real"  # the rest would be written otherwise in a URL
    assert part.decode() in TOKEN
    assert [path for path in files if part in path.read_bytes()] == []
    assert TOKEN not in f"{results}"


def test_what_is_unwished_is_forgotten_here_and_stays_there(
    wish: Wish, forge: ForgeServer, lab: Path, provider: str
) -> None:
    wish().apply(ONLY)
    (choice,) = wish().hosts["@fake/alpha"].choices
    said = choice.settings.model_dump(mode="json", exclude_unset=True)
    record = {"task": "version_control", "provider": provider, "settings": said, "ports": []}
    data = {"fake_responses": {"set -- /var/lib/homelab/applied": json.dumps(record)}}
    (lab / "inventory.py").write_text(f"hosts = [('@fake/alpha', {data!r})]\n")
    (lab / "group_data" / "all.py").write_text("")
    last, heard = head(lab), len(forge.heard)
    removed = own(Lab.load(lab / "inventory.py").apply(Terms(purge=True)))
    assert removed["the lab's own git forgets it"] is Outcome.CHANGED
    assert remote(lab, provider) is None
    assert forge.head(NAME) == last
    assert len(forge.heard) == heard, "the forge isn't even asked"
