"""From a reference to its value, on the controller, at the moment of use."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

from homelab.secrets.errors import SecretError
from homelab.secrets.store import SecretStore, pick

__all__ = ["Secrets", "resolve"]

TIMEOUT = 60
"""Seconds a command may take, long enough to type a passphrase."""


@dataclass
class Secrets:
    """The secrets of the lab in `root`, each looked up once; safe to share between threads."""

    root: Path
    _known: dict[str, str] = field(default_factory=dict, repr=False)
    _store: dict[str, str] = field(default_factory=dict, repr=False)
    _lock: RLock = field(default_factory=RLock, repr=False)

    @property
    def revealed(self) -> frozenset[str]:
        """Every value given out so far: what has to be masked in texts."""
        with self._lock:
            return frozenset(self._known.values())

    def reveal(self, reference: str) -> str:
        """The value behind REFERENCE ("secret:NAME", "env:NAME", "command:…").

        Raises SecretError.
        """
        with self._lock:
            if reference not in self._known:
                kind, _, rest = reference.partition(":")
                self._known[reference] = self._ways().get(kind, _refuse)(rest)
            return self._known[reference]

    def _ways(self) -> Mapping[str, Callable[[str], str]]:
        return {"secret": self._from_store, "env": _from_environment, "command": _from_command}

    def _from_store(self, name: str) -> str:
        store = SecretStore(self.root)
        if not self._store:
            self._store.update(store.read())
        return pick(name, self._store, store.path)


def resolve(reference: str, root: Path) -> str:
    """The value behind one REFERENCE of the lab in ROOT; for several, keep a `Secrets`."""
    return Secrets(root).reveal(reference)


def _refuse(_rest: str) -> str:
    raise SecretError(
        "this is no reference of a secret; write 'secret:NAME', 'env:NAME' or 'command:…'"
    )


def _from_environment(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise SecretError(f"env:{name}: not set or empty; set it where homelab is started")
    return value


def _from_command(line: str) -> str:
    """The first line that LINE prints; no shell reads it, so `|`, `$` and `~` mean nothing."""
    try:
        words = shlex.split(line)
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT, check=False
        )
    except (ValueError, IndexError):
        cure = "its quotes don't match; write it as in a shell"
        raise SecretError(f"command:{line}: {cure}") from None
    except subprocess.TimeoutExpired:
        raise SecretError(f"command:{line}: no answer in {TIMEOUT} s; {_try(line)}") from None
    except OSError as error:
        raise SecretError(f"command:{line}: {error.strerror}; {_try(line)}") from None
    value = done.stdout.decode(errors="replace").partition("\n")[0].rstrip("\r")
    if done.returncode != 0:
        raise SecretError(f"command:{line}: it ended with {done.returncode}; {_try(line)}")
    if not value:
        raise SecretError(f"command:{line}: its first line is empty; {_try(line)}")
    return value


def _try(line: str) -> str:
    """The cure; what the command printed isn't shown, as it may hold the secret."""
    return f"run it yourself to see why: {line}"
