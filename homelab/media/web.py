"""Serves a folder's files by HTTP, and nothing that isn't asked for by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

__all__ = ["START", "serving"]

START = "/start.ipxe"

Told = Callable[[str], None]


class Files(SimpleHTTPRequestHandler):
    """Answers with a file, or that there is none."""

    def __init__(self, *args: Any, told: Told, made: Mapping[str, str], **extra: Any) -> None:
        self.told, self.made = told, made
        super().__init__(*args, **extra)

    def do_GET(self) -> None:
        """Answer with what was made for this path, or else with the folder's file."""
        text = self.made.get(self.path)
        if text is None:
            super().do_GET()
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def list_directory(self, path: Any) -> None:  # noqa: ANN401 - the library's own signature
        """A folder isn't shown."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Tell who asked for what, and whether it was there."""
        del size
        found = "fetched" if code == HTTPStatus.OK else f"was answered {int(code)} for"
        self.told(f"{self.client_address[0]} {found} {self.path}")

    def log_error(self, *_: Any) -> None:
        """Nothing more: the request is told."""


@contextmanager
def serving(folder: Path, address: str, port: int, told: Told) -> Iterator[str]:
    """FOLDER is served meanwhile; gives its address, and TOLD is called with each request.

    At START is a script of iPXE's that knows this address. Raises OSError where the port is taken.
    """
    made: dict[str, str] = {}
    handler = partial(Files, directory=str(folder), told=told, made=made)
    with ThreadingHTTPServer((address, port), handler) as server:
        url = f"http://{address}:{server.server_port}"
        # iPXE itself can't tell: what it calls next-server may be the network's own DHCP server.
        made[START] = f"#!ipxe\nset base {url}\nchain {url}/boot.ipxe\n"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield url
        finally:
            server.shutdown()
            thread.join()
