"""Docker, ready: found running, or installed and started."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from homelab.lab import docker
from homelab.lab.apt import machine_release
from homelab.lab.dockerd import log_file, start_by_hand
from homelab.lab.errors import LabError
from homelab.lab.locks import locked

PACKAGES = {
    "dockerd": ("docker.io",),
    "docker": ("docker.io",),
    "iptables": ("iptables",),
    "mmdebstrap": ("mmdebstrap", "debian-archive-keyring"),
}
"""Debian's package names by the program that shows whether they are there."""

START_SECONDS = 60.0


def ensure_docker(
    progress: Callable[[str, str], None] = lambda _subject, _message: None,
) -> None:
    """`docker info` answers afterwards; LabError says what to install where we can't."""
    if _answers():
        return
    with locked("dockerd"):
        if _answers():
            return
        if not _may_install():
            raise LabError(
                "Docker doesn't answer: install Docker Engine (Debian and Ubuntu: docker.io, "
                "iptables, mmdebstrap), start it, and let this user reach it: "
                "`docker info` must answer"
            )
        _install(progress)
        progress("docker", "starting")
        if Path("/run/systemd/system").exists():
            _call("systemctl", "start", "docker")
        else:
            start_by_hand()
        _await_answer()


def _answers() -> bool:
    found = shutil.which("docker")
    return found is not None and docker.run(["info", "--format", "{{.ID}}"]).returncode == 0


def _may_install() -> bool:
    release = Path("/etc/os-release")
    system, _ = machine_release(release.read_text() if release.exists() else "")
    return os.geteuid() == 0 and system in {"debian", "ubuntu"}


def _install(progress: Callable[[str, str], None]) -> None:
    absent = [packages for program, packages in PACKAGES.items() if shutil.which(program) is None]
    missing = sorted({package for packages in absent for package in packages})
    if missing:
        progress("docker", f"installing {' '.join(missing)}")
        _call("apt-get", "update", "-qq")
        _call("apt-get", "install", "-qq", "-y", "--no-install-recommends", *missing)


def _call(*argv: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LabError(f"`{' '.join(argv)}` failed: {done.stderr.strip() or done.stdout.strip()}")


def _await_answer() -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers():
        if time.monotonic() > deadline:
            raise LabError(
                f"Docker was started and gives no answer after {START_SECONDS:.0f} s: "
                f"see {log_file()} or `journalctl --unit docker`"
            )
        time.sleep(0.2)
