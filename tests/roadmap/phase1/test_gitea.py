"""Gitea's life: the real program on a node comes, keeps the lab's history, heals and goes."""

from __future__ import annotations

import ast
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from support.gitea import have_gitea, sha256
from support.rehearsed import SECURE, Rehearsed, address, standing

from homelab.contract import Node
from homelab.engine import Terms
from homelab.offers import Repository
from homelab.pushing import entrance_of, push
from homelab.rehearsal.files import COPY
from homelab.repository import NOBODY, git, head
from homelab.result import ExitCode, Outcome, Result, exit_code
from homelab.testing.breaks import breaks
from homelab.testing.package import open_package
from homelab.verify import verify

pytestmark = [pytest.mark.lab, pytest.mark.slow]
HOST = "nas"
ONLY = Terms(tasks=frozenset({"version_control"}))
THERE = "/var/lib/gitea/data/gitea-repositories/homelab/homelab.git"
GITEA = open_package("version_control", "gitea")
FORGETS = (
    "cd /var/lib/gitea && runuser -u git -- env GITEA_WORK_DIR=/var/lib/gitea gitea "
    "--config /etc/gitea/app.ini admin user change-password --username homelab "
    "--password Another-1-Password --must-change-password=false"
)


def wish(url: str, program: Path) -> str:
    own = {"provider": "gitea", "program": url, "sha256": sha256(program)}
    return f"version_control = {own | {'admin': {'password': 'secret:gitea/password'}}!r}\n"


def test_it_comes_keeps_heals_and_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    program = have_gitea()
    nowhere = SECURE + wish("http://192.0.2.1/gitea", program)
    with standing(tmp_path, f"nodes = [{HOST!r}]\n", nowhere) as lab:
        with served(program, address(lab, HOST)) as url:
            write(lab, SECURE + wish(url, program))
            assert exit_code(lab.load().apply()) is ExitCode.OK
        folder = tmp_path / COPY
        assert on_node(lab) == head(folder)
        assert asked(lab) == {}
        again = lab.load().apply(ONLY)
        assert [r.name for r in again if r.outcome is not Outcome.UNCHANGED] == []

        password = keeper(lab).reveal("secret:gitea/password")
        left = "grep -rIlF -e {} /etc /var/lib/gitea /var/lib/homelab /var/log /run /tmp"
        assert password
        assert lab.run(HOST, left.format(f"'{password}'")) == ""
        assert lab.run(HOST, "journalctl --no-pager | grep -cF -e " + password).strip() == "0"

        for each in breaks(GITEA):
            lab.run(HOST, each.command)
            assert sentence(each.checkpoint) in asked(lab), each.command
            made = {r.name for r in lab.load().apply(ONLY) if r.outcome is Outcome.CHANGED}
            assert each.operation in made
            assert asked(lab) == {}, each.command
        lab.run(HOST, FORGETS)
        assert sentence("test_the_admin_may_push") in asked(lab)
        assert exit_code(lab.load().apply(ONLY)) is ExitCode.OK
        assert asked(lab) == {}

        theirs = pushed_by_another(lab, folder, tmp_path / "clone")
        (folder / "inventory.py").write_text("# mine\n")
        git(folder, *NOBODY, "commit", "--quiet", "--all", "-m", "mine")
        (refused,) = [r for r in lab.load().apply(ONLY) if r.outcome is Outcome.FAILED]
        assert "knows nothing of" in refused.detail
        assert on_node(lab) == theirs

        unwish(lab)
        assert exit_code(lab.load().apply()) is ExitCode.OK
        assert on_node(lab) == theirs, "it is data, and stays"
        assert ":3000 " not in lab.run(HOST, "ss -Hltn")
        assert exit_code(lab.load().apply(Terms(purge=True))) is ExitCode.OK
        gone = "ls -d /var/lib/gitea /home/git /etc/gitea /usr/local/bin/gitea; getent passwd git"
        assert lab.run(HOST, f"{gone}; true") == ""


@contextmanager
def served(program: Path, node: str) -> Iterator[str]:
    """Its URL, as upstream serves it, for the NODE alone."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as towards:
        towards.connect((node, 9))
        here = towards.getsockname()[0]
    handler = partial(SimpleHTTPRequestHandler, directory=str(program.parent))
    with ThreadingHTTPServer((here, 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://{here}:{server.server_port}/{program.name}"
        finally:
            server.shutdown()
            thread.join()


def write(lab: Rehearsed, wishes: str) -> None:
    (lab.root / "group_data" / "all.py").write_text(wishes)


def sentence(checkpoint: str) -> str:
    """What reports call a check."""
    functions = {name: f for source in GITEA.checks for name, f in source.functions.items()}
    return (ast.get_docstring(functions[checkpoint]) or "").partition("\n")[0].rstrip(".")


def keeper(lab: Rehearsed) -> Node[Any]:
    (node,) = lab.load().nodes("version_control")
    return node


def asked(lab: Rehearsed) -> dict[str, Result]:
    """What isn't good, by its sentence."""
    results = verify(lab.load(), tasks=["version_control"]).results
    return {r.name: r for r in results if r.outcome is not Outcome.GOOD}


def on_node(lab: Rehearsed) -> str:
    return lab.run(HOST, f"git -c safe.directory='*' -C {THERE} rev-parse main").strip()


def pushed_by_another(lab: Rehearsed, folder: Path, clone: Path) -> str:
    """Somebody else, who has the password, pushes a commit of theirs over HTTPS."""
    git(clone.parent, "clone", "--quiet", str(folder), clone.name)
    (clone / "theirs.txt").write_text("theirs\n")
    git(clone, "add", "theirs.txt")
    git(clone, *NOBODY, "commit", "--quiet", "-m", "theirs")
    url = git(folder, "remote", "get-url", "gitea")
    node = keeper(lab)
    (kept,) = node.offered(Repository)
    assert kept.entrance is not None
    push(clone, url, "main", entrance_of(node, kept.entrance))
    return head(clone) or ""


def unwish(lab: Rehearsed) -> None:
    """The person's files no longer say it, and so neither does what the rehearsal adds."""
    write(lab, SECURE)
    file = lab.inventory.with_name("overlay.json")
    said = json.loads(file.read_text())
    del said["hosts"][HOST]["version_control"]
    file.write_text(json.dumps(said))
