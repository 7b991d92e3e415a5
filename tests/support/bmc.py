"""A BMC to ask: OpenStack's emulator on a free port of this machine, by HTTPS and a password."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bcrypt

from homelab.errors import HomelabError
from support.certificates import certify

__all__ = ["PASSWORD", "EmulatedBmc", "emulated_bmc", "free_port"]

PASSWORD = "Pa55+word/'\""
HERE = "127.0.0.1"
PROGRAM = Path(__file__).with_name("bmc_emulator.py")
WELL = {"processors": 1, "memory": [["DIMM A1", 8192, "OK"], ["DIMM B1", 8192, "OK"]]}
SECONDS = 20


@dataclass(frozen=True)
class EmulatedBmc:
    """The emulator's address, its certificate, and what machine it shows."""

    url: str
    certificate: Path
    machine: Path

    def show(self, **parts: Any) -> None:
        """The machine has PARTS other than the healthy one."""
        self.machine.write_text(json.dumps({**WELL, **parts}))


@contextmanager
def emulated_bmc(folder: Path) -> Iterator[EmulatedBmc]:
    """An emulator of its own for each test, which remembers nothing of another."""
    folder.mkdir()
    port = free_port()
    bmc = EmulatedBmc(f"https://{HERE}:{port}", folder / "bmc.pem", folder / "machine.json")
    bmc.show()
    certify(bmc.certificate, folder / "key.pem")
    hashed = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    (folder / "users").write_text(f"ada:{hashed}\n")
    config = {
        "SUSHY_EMULATOR_LISTEN_IP": HERE,
        "SUSHY_EMULATOR_LISTEN_PORT": port,
        "SUSHY_EMULATOR_SSL_CERT": str(bmc.certificate),
        "SUSHY_EMULATOR_SSL_KEY": str(folder / "key.pem"),
        "SUSHY_EMULATOR_AUTH_FILE": str(folder / "users"),
        "SUSHY_EMULATOR_STATE_DIR": str(folder),
        "MACHINE": str(bmc.machine),
    }
    (folder / "config.py").write_text("".join(f"{k} = {v!r}\n" for k, v in config.items()))
    with (folder / "log").open("w") as log:
        argv = [sys.executable, str(PROGRAM), str(folder / "config.py")]
        process = subprocess.Popen(argv, stdout=log, stderr=log)
    try:
        _wait(process, port, folder / "log")
        yield bmc
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server((HERE, 0)) as server:
        return int(server.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + SECONDS
    while True:
        try:
            socket.create_connection((HERE, port), 1).close()
        except OSError as error:
            if process.poll() is not None or time.monotonic() > end:
                raise HomelabError(f"the emulator doesn't start: {log.read_text()}") from error
            time.sleep(0.1)
        else:
            return
