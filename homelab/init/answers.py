"""What a new lab must know, checked by the very types that the settings have."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from homelab.errors import HomelabError
from homelab.fields import HostName, Port, PublicKey, UserName
from homelab.result import ExitCode

__all__ = ["Answers", "BadAnswer", "NewHost", "parse_host", "read_key", "validated"]


class BadAnswer(HomelabError):
    """An answer can't be used; the message says why and what would do."""

    exit_code = ExitCode.USAGE


class NewHost(BaseModel):
    """A machine by the name that the lab calls it, and where it is."""

    model_config = ConfigDict(frozen=True)

    name: HostName
    address: str


class Answers(BaseModel):
    """Everything that the templates of a new lab use."""

    model_config = ConfigDict(frozen=True)

    hosts: tuple[NewHost, ...] = Field(min_length=1)
    admin: UserName
    key: PublicKey
    identity: str | None
    """The private key's path on the controller; None for the SSH agent."""
    port: Port
    release: str
    first_user: UserName
    first_password: str | None = Field(repr=False)
    """What the first login asks for; None where a key opens."""


def validated(kind: Any, value: object, what: str) -> Any:  # noqa: ANN401 - KIND's own type
    """VALUE as a KIND of homelab.fields; raises BadAnswer about WHAT."""
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        raise BadAnswer(f"{what}: {error.errors()[0]['msg']}") from None


def parse_host(text: str) -> NewHost:
    """NAME=ADDRESS; raises BadAnswer."""
    name, equals, address = text.strip().partition("=")
    if not equals or not address:
        raise BadAnswer(f"{text!r}: write a host as NAME=ADDRESS, like nas=192.168.1.10")
    try:
        ip_address(address)
    except ValueError:
        validated(HostName, address, f"{text}: address")
    return NewHost(name=validated(HostName, name, f"{text}: name"), address=address)


def read_key(text: str) -> tuple[str, str | None]:
    """The public key that TEXT is or names, and the private key's path when it lies beside."""
    if text.startswith(("ssh-", "ecdsa-", "sk-")):
        return validated(PublicKey, text, "key"), None
    path = Path(text).expanduser()
    private, public = path.with_suffix(""), path
    if path.suffix != ".pub":
        private, public = path, path.with_name(f"{path.name}.pub")
    if not public.is_file():
        raise BadAnswer(f"{public}: no such key; make a pair with `ssh-keygen -t ed25519`")
    key = validated(PublicKey, public.read_text(), str(public))
    return key, _from_home(private) if private.is_file() else None


def _from_home(path: Path) -> str:
    """The path with ~ where it lies in the user's home, so that a colleague's works too."""
    path = path.absolute()
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
