"""The age identity: the private key that opens a lab's secrets, kept out of the lab's folder.

The file is age's own format (age-keygen(1)): one key a line, the newest first. Older keys stay,
because other labs and older commits of this one may still be encrypted to them.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from pyrage import IdentityError
from pyrage.x25519 import Identity

from homelab.secrets.errors import SecretError
from homelab.secrets.files import only_writer, replace_file

__all__ = ["add_identity", "identity_path", "load_identities"]


def identity_path() -> Path:
    """HOMELAB_IDENTITY, or homelab/identity.agekey in the user's folder for configuration."""
    chosen = os.environ.get("HOMELAB_IDENTITY")
    if chosen:
        return Path(chosen).expanduser()
    base = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(base).expanduser() / "homelab" / "identity.agekey"


def load_identities(path: Path) -> list[Identity]:
    """The keys in PATH, newest first; raises SecretError also when others may read it."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_text()
    except FileNotFoundError:
        raise SecretError(
            f"{path}: there is no identity to open secrets with; copy it from the machine that has "
            "it, name it in HOMELAB_IDENTITY, or begin a lab of your own with `homelab init DIR`"
        ) from None
    except OSError as error:
        raise SecretError(f"{path}: {error.strerror}; make it readable for you alone") from None
    except UnicodeDecodeError:
        raise SecretError(f"{path}: not an age identity; put the right file there") from None
    if mode & 0o077:
        raise SecretError(
            f"{path}: others than its owner may use it (mode {mode:o}); run `chmod 600 {path}`"
        )
    lines = (line.strip() for line in text.splitlines())
    return [_parse(line, path) for line in lines if line and not line.startswith("#")]


def add_identity(path: Path) -> Identity:
    """A new key, first in PATH; the keys that were there stay."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with only_writer(path.with_name(f"{path.name}.lock")):
        before = [str(key) for key in load_identities(path)] if path.exists() else []
        new = Identity.generate()
        lines = [f"# newest first; public key: {new.to_public()}", str(new), *before]
        replace_file(path, "".join(f"{line}\n" for line in lines).encode())
    return new


def _parse(line: str, path: Path) -> Identity:
    try:
        return Identity.from_str(line)
    except IdentityError:
        raise SecretError(
            f"{path}: a line of it is no age key (AGE-SECRET-KEY-1…); restore it from a backup"
        ) from None
