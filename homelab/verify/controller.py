"""The machine that homelab runs on, as a place to look from and to log in from."""

from __future__ import annotations

import json
import os
import shlex
import socket
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import paramiko

from homelab.contract import Node
from homelab.errors import HomelabError
from homelab.model.lab import Lab
from homelab.offers import Access, GitEntrance, Repository
from homelab.pushing import NotAnswered, entrance_of, heads
from homelab.routing import own_roots
from homelab.transport import HostKeyChanged, NotAdmitted, Unreachable, Way, open_way
from homelab.transport.connecting import connect
from homelab.transport.ssh_config import Target, resolve_target
from homelab.verify.errors import CannotTell
from homelab.verify.vantage import Vantage

__all__ = ["Controller"]

SECONDS = 10.0
AUDIT_SECONDS = 120.0


@dataclass(frozen=True)
class Controller(Vantage):
    """Where homelab runs; every method here makes a new connection of its own."""

    lab: Lab = field(kw_only=True, repr=False)

    @property
    def curl_options(self) -> tuple[str, ...]:
        """The lab's own authorities are trusted; nodes are told so by their tasks."""
        roots, file = own_roots(self.lab), self.lab.root / ".homelab" / "roots.pem"
        if roots is None:
            return ()
        file.parent.mkdir(exist_ok=True)
        file.write_text(roots)
        return ("--cacert", str(file))

    def log_in(self, node: Node[Any], access: Access) -> str:
        """Log in to NODE by key, and return the user that it says we are, or its refusal."""
        connection = self.lab.hosts[node.name].connection
        way = self._way(node, access)
        try:
            clients = connect(way, connection)
        except (NotAdmitted, HostKeyChanged) as refusal:
            self.note(f"login refused: {refusal}")
            return str(refusal)
        try:
            _, stdout, _ = clients[-1].exec_command("id -un", timeout=SECONDS)
            name = stdout.read().decode().strip()
        finally:
            for client in reversed(clients):
                client.close()
        self.note(f"logged in to {way} over a new connection as {name}")
        return name

    def become_root(self, node: Node[Any], access: Access) -> str:
        """Log in to NODE, and return the user that sudo makes of us there, or the refusal."""
        try:
            with closing(open_way(self._way(node, access), self.lab.hosts[node.name])) as transport:
                name = transport.run("id -un", timeout=SECONDS).stdout.decode().strip()
        except (NotAdmitted, HostKeyChanged) as refusal:
            return str(refusal)
        self.note(f"{access.user} became {name}")
        return name

    def offered_logins(self, node: Node[Any], user: str, port: int) -> tuple[str, ...]:
        """The ways to log in that NODE's server offers USER: `publickey`, `password`, ….

        Asks by the method `none` (RFC 4252, section 5.2), which is no failed attempt.
        """
        target = self._target(node, port)
        try:
            line = socket.create_connection((target.hostname, target.port), SECONDS)
        except OSError as error:
            where = f"{target.hostname}:{target.port}"
            raise Unreachable(f"{where}: {error.strerror or error}") from error
        with closing(line), closing(paramiko.Transport(line)) as transport:
            try:
                transport.start_client(timeout=SECONDS)
                transport.auth_none(user)
            except paramiko.BadAuthenticationType as answer:
                offered = tuple(sorted(answer.allowed_types))
            except (paramiko.SSHException, OSError, EOFError) as error:
                raise CannotTell(f"{target.hostname}:{target.port}: {error}") from error
            else:
                offered = ("none",)
        self.note(f"{user}@{target.hostname}:{target.port} is offered {', '.join(offered)}")
        return offered

    def audit_ssh(self, node: Node[Any], port: int) -> list[str]:
        """What ssh-audit fails NODE's server for, as `mac hmac-sha1: reason`; sorted."""
        target = self._target(node, port)
        audit = [sys.executable, "-m", "ssh_audit", "--skip-rate-test", "--no-colors", "-j"]
        done = subprocess.run(
            [*audit, "-p", str(target.port), target.hostname],
            capture_output=True,
            text=True,
            timeout=AUDIT_SECONDS,
            check=False,
        )
        try:
            report = json.loads(done.stdout)
        except ValueError:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise CannotTell(f"ssh-audit: {said[-1] if said else 'no answer'}") from None
        failures = _failures(report)
        if done.returncode == AUDIT_FAILED and not failures:
            failures.append("ssh-audit: see `ssh-audit` by hand")
        self.note(f"ssh-audit {target.hostname}:{target.port}: {len(failures)} failures")
        return failures

    def last_commit(self, node: Node[Any], repository: Repository) -> str:
        """The last commit of REPOSITORY on NODE, which git asks for as a person's git would.

        Where git can't ask, its own words.
        """
        if repository.entrance is not None:
            return self._by_https(node, repository, repository.entrance)
        connection = self.lab.hosts[node.name].connection
        ssh = ["ssh", "-o", "BatchMode=yes", "-o", f"UserKnownHostsFile={connection.known_hosts}"]
        for offered in self.lab.offers(Access, node.name):
            identity = self._way(node, offered.offer).identity
            ssh += ["-i", str(identity)] if identity else []
        if connection.config_file:
            ssh += ["-F", str(connection.config_file)]
        asked = ["git", "ls-remote", repository.remote, f"refs/heads/{repository.branch}"]
        done = subprocess.run(
            asked,
            cwd=self.lab.root / repository.folder,
            env={**os.environ, "GIT_SSH_COMMAND": shlex.join(ssh)},
            capture_output=True,
            text=True,
            timeout=SECONDS * 3,
            check=False,
        )
        said = done.stdout.split()
        self.note(f"{shlex.join(asked)}: {said[0] if said else done.stderr.strip()}")
        return said[0] if said else done.stderr.strip()

    def _by_https(self, node: Node[Any], repository: Repository, entrance: GitEntrance) -> str:
        folder = self.lab.root / repository.folder
        try:
            there = heads(folder, repository.remote, entrance_of(node, entrance))
        except NotAnswered as silence:
            raise CannotTell(str(silence)) from silence
        except HomelabError as refusal:
            return str(refusal)
        found = there.get(repository.branch, f"it has no branch {repository.branch}")
        self.note(f"{repository.remote}: {repository.branch} is {found}")
        return found

    def _way(self, node: Node[Any], access: Access) -> Way:
        connection = self.lab.hosts[node.name].connection
        inventory = str(connection.identity) if connection.identity else None
        return Way(
            connection.hostname,
            access.port,
            access.user,
            access.identity or inventory,
            sudo_password=node.reveal(access.sudo_password) if access.sudo_password else None,
        )

    def _target(self, node: Node[Any], port: int) -> Target:
        connection = self.lab.hosts[node.name].connection
        target = resolve_target(connection.hostname, port, None, connection.config_file)
        if target.jumps or target.proxy_command:
            raise CannotTell(f"{node.name} is behind a jump host; this asks the server itself")
        return target


AUDIT_FAILED = 3
"""ssh-audit's exit code when something has to be called a failure (exitcodes.py there)."""


def _failures(report: dict[str, Any]) -> list[str]:
    """Everything that a JSON report of ssh-audit (its `-j`) marks `fail`."""
    found = []
    for kind in ("kex", "key", "enc", "mac"):
        for algorithm in report.get(kind, ()):
            reasons = algorithm.get("notes", {}).get("fail", ())
            found += [f"{kind} {algorithm['algorithm']}: {reason}" for reason in reasons]
    return sorted(found)
