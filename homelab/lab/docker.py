"""The docker command line: one call, one answer, one error."""

import subprocess
from collections.abc import Sequence

from homelab.lab.errors import LabError

CALL_SECONDS = 120.0


def run(
    argv: Sequence[str], stdin: str | None = None, timeout: float | None = CALL_SECONDS
) -> subprocess.CompletedProcess[str]:
    """What `docker ARGV…` answered, good or bad; LabError only where it couldn't be asked."""
    command = ["docker", *argv]
    try:
        return subprocess.run(
            command,
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
            check=False,
            close_fds=False,  # locks.py: it holds its caller's lock
        )
    except FileNotFoundError:
        raise LabError(
            "the docker command is missing: install Docker Engine (Debian and Ubuntu: docker.io)"
        ) from None
    except subprocess.TimeoutExpired:
        raise LabError(
            f"`docker {' '.join(argv[:3])} …` gave no answer in {timeout} s: see dockerd's log"
        ) from None


def ask(*argv: str, stdin: str | None = None, timeout: float | None = CALL_SECONDS) -> str:
    """Standard output of `docker ARGV…`, stripped; LabError in Docker's words where it fails."""
    done = run(argv, stdin=stdin, timeout=timeout)
    if done.returncode != 0:
        words = done.stderr.strip() or done.stdout.strip()
        raise LabError(f"`docker {' '.join(argv[:4])}` failed ({done.returncode}): {words}")
    return done.stdout.strip()


def lines(*argv: str) -> tuple[str, ...]:
    """The answer's lines, none of them empty."""
    return tuple(line for line in ask(*argv).splitlines() if line)


def ask_bytes(*argv: str, stdin: bytes) -> None:
    """The same for a call that is fed bytes and answers nothing."""
    done = subprocess.run(
        ["docker", *argv],
        input=stdin,
        capture_output=True,
        timeout=CALL_SECONDS,
        check=False,
        close_fds=False,
    )
    if done.returncode != 0:
        words = done.stderr.decode(errors="replace").strip()
        raise LabError(f"`docker {' '.join(argv[:4])}` failed ({done.returncode}): {words}")
