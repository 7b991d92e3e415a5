"""The default store: secrets.age beside the inventory, one age file that is meant to be committed.

Names and values are one encrypted JSON object, so the file tells a stranger neither. Beside
them stand the recipients (public keys) that every rewrite encrypts to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

import pyrage
from pyrage.x25519 import Recipient

from homelab.secrets.errors import SecretError
from homelab.secrets.files import only_writer, replace_file
from homelab.secrets.identity import add_identity, identity_path, load_identities

__all__ = ["SecretStore"]

NAME = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")
FILE = "secrets.age"
DAMAGED = "it is damaged; restore it, for example with `git checkout -- {}`"


@dataclass(frozen=True)
class Content:
    """What the file holds when it is open."""

    recipients: tuple[str, ...] = ()
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class SecretStore:
    """The age file of the lab in `root`; every method reads it anew, every change is atomic."""

    root: Path

    @property
    def path(self) -> Path:
        """The encrypted file."""
        return self.root / FILE

    def names(self) -> tuple[str, ...]:
        """Names of all secrets, sorted."""
        return tuple(sorted(self.read()))

    def get(self, name: str) -> str:
        """The value of NAME; raises SecretError with the nearest name."""
        return pick(name, self.read(), self.path)

    def read(self) -> Mapping[str, str]:
        """Every name and value."""
        return self._open().secrets

    def create(self, values: Mapping[str, str]) -> None:
        """A new file with VALUES, for the newest of the user's keys, made if there is none."""
        path = identity_path()
        keys = load_identities(path) if path.exists() else []
        newest = keys[0] if keys else add_identity(path)
        with self._only_writer():
            if self.path.exists():
                raise SecretError(f"{self.path}: it exists already; move it away first")
            self._write(Content((str(newest.to_public()),), dict(values)))

    def set(self, values: Mapping[str, str]) -> None:
        """Add VALUES, over those of the same names; makes the file where there is none."""
        for name, value in values.items():
            check_name(name)
            if not value:
                raise SecretError(f"secret:{name}: an empty value protects nothing; give one")
        if not self.path.exists():
            self.create(values)
            return
        with self._only_writer():
            content = self._open()
            self._write(replace(content, secrets={**content.secrets, **values}))

    def renew_key(self) -> None:
        """Encrypt to a new key of the user in place of the old ones; other recipients stay."""
        with self._only_writer():
            content = self._open()
            own = {str(key.to_public()) for key in load_identities(identity_path())}
            others = [recipient for recipient in content.recipients if recipient not in own]
            new = str(add_identity(identity_path()).to_public())
            self._write(replace(content, recipients=(new, *others)))

    def _open(self) -> Content:
        try:
            encrypted = self.path.read_bytes()
        except FileNotFoundError:
            raise SecretError(
                f"{self.path}: there is no such file; make it with `homelab secrets set NAME`"
            ) from None
        keys = identity_path()
        try:
            content = json.loads(pyrage.decrypt(encrypted, load_identities(keys)))
            return Content(tuple(content["recipients"]), content["secrets"])
        except pyrage.DecryptError as error:
            if "No matching keys" in str(error):
                cure = f"no key in {keys} opens it; name the right file in HOMELAB_IDENTITY"
                raise SecretError(f"{self.path}: {cure}") from None
            raise SecretError(f"{self.path}: {DAMAGED.format(FILE)}") from None
        except (ValueError, KeyError, TypeError):
            raise SecretError(f"{self.path}: {DAMAGED.format(FILE)}") from None

    def _write(self, content: Content) -> None:
        plain = json.dumps({"recipients": content.recipients, "secrets": content.secrets})
        to = [Recipient.from_str(recipient) for recipient in content.recipients]
        replace_file(self.path, pyrage.encrypt(plain.encode(), to, armored=True))

    def _only_writer(self) -> AbstractContextManager[None]:
        return only_writer(self.root / ".homelab" / "secrets.lock")


def check_name(name: str) -> None:
    """Raise SecretError unless NAME can stand in a reference."""
    if not NAME.fullmatch(name):
        raise SecretError(
            f"{name!r} can't name a secret; use letters, digits, '.', '_' and '-', "
            "with '/' between parts, like backup/password"
        )


def pick(name: str, values: Mapping[str, str], path: Path) -> str:
    """The value of NAME among VALUES from PATH; raises SecretError with the nearest name."""
    if name in values:
        return values[name]
    nearest = get_close_matches(name, values, 1)
    hint = f"did you mean secret:{nearest[0]}? Otherwise s" if nearest else "s"
    raise SecretError(
        f"secret:{name}: not in {path}; {hint}et it with `homelab secrets set {name}`"
    )
