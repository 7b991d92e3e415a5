"""A forge to push to: real git by HTTPS behind a token, and the REST API of GitHub or GitLab."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from homelab.repository import git
from support.certificates import HERE, certify

__all__ = ["TOKEN", "Answer", "ForgeServer", "forge_server"]

TOKEN = "ghp_Not4Real+Token/0"
GIT = "git http-backend"


@dataclass(frozen=True)
class Answer:
    """What the API says."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)


Rest = Callable[["ForgeServer", str, str, str | None, dict[str, Any]], Answer]
"""Of the method, the path below the API's root, whose token it is and the body that was sent."""


@dataclass
class ForgeServer:
    """What the forge has, and all that it was asked."""

    folder: Path
    rest: Rest
    root: str
    """Path of the API."""
    url: str = ""
    users: dict[str, str] = field(default_factory=lambda: {TOKEN: "ada"})
    groups: tuple[str, ...] = ("lab",)
    repositories: dict[str, bool] = field(default_factory=dict)
    """Whether each is private, by its full name."""
    refuses: Answer | None = None
    """What the API says whatever it is asked."""
    asked: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    """Every request's line and headers."""

    @property
    def certificate(self) -> Path:
        return self.folder / "forge.pem"

    def path(self, name: str) -> Path:
        return self.folder / "git" / f"{name}.git"

    def make(self, name: str, *, private: bool = True) -> None:
        self.repositories[name] = private
        init = ["git", "init", "--quiet", "--bare", "--initial-branch=main"]
        subprocess.run([*init, str(self.path(name))], check=True)

    def head(self, name: str, branch: str = "main") -> str:
        return git(self.path(name), "rev-parse", f"refs/heads/{branch}")


class _Handler(BaseHTTPRequestHandler):
    forge: ClassVar[ForgeServer]

    def log_message(self, *_: Any) -> None:
        """Tests look at what was heard."""

    def do_GET(self) -> None:
        self._hear()

    def do_POST(self) -> None:
        self._hear()

    def _hear(self) -> None:
        self.forge.heard.append(f"{self.requestline}\n{self.headers}")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path.startswith(f"{self.forge.root}/"):
            self._api(body)
        else:
            self._git(body)

    def _api(self, body: bytes) -> None:
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        path = self.path.removeprefix(self.forge.root)
        self.forge.asked.append(f"{self.command} {path}")
        said = json.loads(body) if body else {}
        who = self.forge.users.get(token)
        answer = self.forge.refuses or self.forge.rest(self.forge, self.command, path, who, said)
        self._send(answer.status, json.dumps(answer.body).encode(), answer.headers)

    def _git(self, body: bytes) -> None:
        who = self.forge.users.get(_password(self.headers.get("Authorization")))
        path, _, query = self.path.partition("?")
        name = path.strip("/").partition(".git")[0]
        if who is None:
            ask = {"WWW-Authenticate": 'Basic realm="forge"'}
            return self._send(401, b"Invalid username or token.", ask)
        if name not in self.forge.repositories:
            return self._send(404, b"Repository not found.", {})
        told = {
            "GIT_PROJECT_ROOT": str(self.forge.folder / "git"),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol") or "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type") or "",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding") or "",
            "REMOTE_USER": who,
            "PATH": os.environ["PATH"],
        }
        done = subprocess.run(GIT.split(), input=body, env=told, capture_output=True, check=True)
        head, _, rest = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().splitlines())
        self._send(int(headers.pop("Status", "200").split()[0]), rest, headers)
        return None

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _password(header: str | None) -> str:
    """Of HTTP's basic authentication (RFC 7617)."""
    given = b64decode((header or "").removeprefix("Basic ")).decode()
    return given.partition(":")[2]


@contextmanager
def forge_server(folder: Path, rest: Rest, root: str) -> Iterator[ForgeServer]:
    """A forge with a user, `ada`, and a group, `lab`, and without a repository."""
    folder.mkdir()
    forge = ForgeServer(folder, rest, root)
    certify(forge.certificate, folder / "key.pem")
    handler = type("Handler", (_Handler,), {"forge": forge})
    with ThreadingHTTPServer((HERE, 0), handler) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(forge.certificate, folder / "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        forge.url = f"https://{HERE}:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield forge
        finally:
            server.shutdown()
            thread.join()
