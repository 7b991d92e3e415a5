"""A dockerd started by hand, where no systemd does: recorded, so that it can be stopped again."""

import json
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from homelab.lab.clamp import needs_clamp, write_clamp
from homelab.lab.errors import LabError
from homelab.lab.locks import locked
from homelab.lab.names import cache_dir

STOP_SECONDS = 60.0
STANDARD_STREAMS = (0, 1, 2)


@dataclass(frozen=True)
class Daemon:
    """A dockerd that we started: a process number alone could be anybody's by now."""

    pid: int
    start_ticks: int | None
    """When it started, in clock ticks since boot (proc_pid_stat(5), field 22)."""

    def is_alive(self) -> bool:
        """The same process still runs."""
        return self.start_ticks is not None and start_ticks(self.pid) == self.start_ticks


def start_by_hand() -> None:
    """A dockerd in a session of its own, which outlives us and holds none of our locks."""
    folder().mkdir(parents=True, exist_ok=True)
    argv = ["dockerd"]
    if needs_clamp(Path("/proc/self/status").read_text()):
        argv += [
            "--add-runtime",
            f"homelab={write_clamp(folder())}",
            "--default-runtime",
            "homelab",
        ]
    with log_file().open("ab") as log:
        pid = os.posix_spawnp(
            argv[0],
            argv,
            os.environ,
            file_actions=[
                *((os.POSIX_SPAWN_CLOSE, file) for file in _inheritable()),
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_DUP2, log.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, log.fileno(), 2),
            ],
            setsid=True,
        )
    _record().write_text(json.dumps({"pid": pid, "start_ticks": start_ticks(pid)}))


def stop_docker() -> bool:
    """Stops the dockerd that `ensure_docker` started by hand; False where that isn't running."""
    with locked("dockerd"):
        if not _record().exists():
            return False
        daemon = Daemon(**json.loads(_record().read_text()))
        if not daemon.is_alive():
            return False
        os.kill(daemon.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while daemon.is_alive():
            if time.monotonic() > deadline:
                raise LabError(
                    f"dockerd ({daemon.pid}) was told to stop and didn't within "
                    f"{STOP_SECONDS:.0f} s: see {log_file()}"
                )
            time.sleep(0.1)
        _record().unlink()
        return True


def folder() -> Path:
    """Where its record, its log and its runtime are."""
    return cache_dir() / "dockerd"


def log_file() -> Path:
    """What it says."""
    return folder() / "dockerd.log"


def start_ticks(pid: int) -> int | None:
    """When this process started; None where it is gone, or only awaits being reaped."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    state, *_, start = stat.rpartition(")")[2].split()[:20]
    return None if state == "Z" else int(start)


def _inheritable() -> list[int]:
    """Open files that a child would keep: our locks."""
    files = (int(entry.name) for entry in Path("/proc/self/fd").iterdir())
    return [file for file in files if file not in STANDARD_STREAMS and _is_inheritable(file)]


def _is_inheritable(file: int) -> bool:
    try:
        return os.get_inheritable(file)
    except OSError:  # the listing's own, closed by now
        return False


def _record() -> Path:
    return folder() / "started.json"
