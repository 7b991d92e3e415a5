"""Docker, ready: found running, or installed and started."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from homelab.lab import docker
from homelab.lab.apt import machine_release
from homelab.lab.clamp import needs_clamp, write_clamp
from homelab.lab.errors import LabError
from homelab.lab.locks import locked
from homelab.lab.names import cache_dir

PACKAGES = {
    "dockerd": ("docker.io",),
    "docker": ("docker.io",),
    "iptables": ("iptables",),
    "mmdebstrap": ("mmdebstrap", "debian-archive-keyring"),
}
START_SECONDS = 60.0
STOP_SECONDS = 60.0


@dataclass(frozen=True)
class Daemon:
    """A dockerd that we started: a process number alone could be anybody's by now."""

    pid: int
    start_ticks: int
    """When it started, in clock ticks since boot (proc_pid_stat(5), field 22)."""

    def is_alive(self) -> bool:
        """The same process still runs."""
        return _start_ticks(self.pid) == self.start_ticks


def ensure_docker(progress: Callable[[str, str], None] = lambda _subject, _message: None) -> None:
    """`docker info` answers afterwards; LabError says what to install where we can't."""
    if _answers():
        return
    with locked("dockerd"):
        if _answers():
            return
        if not _may_install():
            raise LabError("Docker doesn't answer: install Docker Engine, start it, and let this user reach it (`docker info` must answer)")
        _install(progress)
        progress("docker", "starting")
        if Path("/run/systemd/system").exists():
            subprocess.run(["systemctl", "start", "docker"], check=True)
        else:
            _start_by_hand()
        _await_answer()


def stop_docker() -> bool:
    """Stops the dockerd that `ensure_docker` started by hand; False where that isn't running."""
    with locked("dockerd"):
        daemon = _started_daemon()
        if daemon is None:
            return False
        os.kill(daemon.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while daemon.is_alive():
            if time.monotonic() > deadline:
                raise LabError(f"dockerd ({daemon.pid}) was told to stop and didn't within {STOP_SECONDS:.0f} s: see {_folder() / 'dockerd.log'}")
            time.sleep(0.1)
        _record().unlink()
        return True


def _answers() -> bool:
    return shutil.which("docker") is not None and docker.run(["info", "--format", "{{.ServerVersion}}"]).returncode == 0


def _may_install() -> bool:
    release = Path("/etc/os-release")
    system, _ = machine_release(release.read_text() if release.exists() else "")
    return os.geteuid() == 0 and system in ("debian", "ubuntu")


def _install(progress: Callable[[str, str], None]) -> None:
    missing = sorted({package for program, packages in PACKAGES.items() if shutil.which(program) is None for package in packages})
    if not missing:
        return
    progress("docker", f"installing {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for argv in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *missing]):
        done = subprocess.run(["apt-get", *argv], env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise LabError(f"`apt-get {' '.join(argv)}` failed: {done.stderr.strip() or done.stdout.strip()}")


def _start_by_hand() -> None:
    """dockerd in a session of its own, so that it outlives us; its process is recorded for `stop_docker`."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    argv = ["dockerd"]
    if needs_clamp(Path("/proc/self/status").read_text()):
        argv += ["--add-runtime", f"homelab={write_clamp(folder)}", "--default-runtime", "homelab"]
    with (folder / "dockerd.log").open("ab") as log:
        streams = [(os.POSIX_SPAWN_DUP2, log.fileno(), stream) for stream in (1, 2)]
        quiet = (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)
        held = [(os.POSIX_SPAWN_CLOSE, file) for file in _inherited()]
        pid = os.posix_spawnp(argv[0], argv, os.environ, file_actions=[*held, quiet, *streams], setsid=True)
    _record().write_text(json.dumps({"pid": pid, "start_ticks": _start_ticks(pid)}))


def _inherited() -> list[int]:
    """Open files that a child would keep: a daemon must not hold our locks."""
    return [int(name) for name in os.listdir("/proc/self/fd") if int(name) > 2 and _is_inheritable(int(name))]


def _is_inheritable(file: int) -> bool:
    try:
        return os.get_inheritable(file)
    except OSError:
        return False


def _await_answer() -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers():
        if time.monotonic() > deadline:
            raise LabError(f"dockerd was started and gives no answer after {START_SECONDS:.0f} s: see {_folder() / 'dockerd.log'}")
        time.sleep(0.2)


def _started_daemon() -> Daemon | None:
    """Ours, if it still runs."""
    if not _record().exists():
        return None
    daemon = Daemon(**json.loads(_record().read_text()))
    return daemon if daemon.is_alive() else None


def _start_ticks(pid: int) -> int | None:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    state, *_, start = stat.rpartition(")")[2].split()[:20]
    return None if state == "Z" else int(start)


def _folder() -> Path:
    return cache_dir() / "dockerd"


def _record() -> Path:
    return _folder() / "started.json"
