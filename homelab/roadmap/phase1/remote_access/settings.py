"""What every way of remote access is told: who may come in, where, and how it began."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from homelab.contract import Settings
from homelab.fields import Port, PublicKey, SecretRef, UserName, refused

__all__ = ["Admin", "First", "RemoteAccessSettings"]


class Admin(Settings):
    """The one person (or homelab itself) that comes in by key and may become root."""

    name: UserName = Field(description="The user, made when missing; never root.")
    keys: list[PublicKey] = Field(
        min_length=1, description="Public keys that open the door, each the line of a .pub file."
    )
    identity: str | None = Field(
        None,
        min_length=1,
        description="Private key on the controller that homelab uses; none for the SSH agent.",
    )
    password: SecretRef | None = Field(
        None, description="Password for the console; none for no login by password at all."
    )
    sudo_password: SecretRef | None = Field(
        None,
        description="Password that sudo asks for, the user's own; none where it asks for none.",
    )

    @model_validator(mode="after")
    def has_a_name_and_password_that_work(self) -> Self:
        """The admin isn't root, and what sudo asks for is what the user has."""
        if self.name == "root":
            problem = "root can't be the admin, as root's login is closed"
            raise refused(problem, "choose another name", at="name")
        if self.sudo_password and self.password != self.sudo_password:
            raise refused(
                "sudo asks for the user's own password, but `password` isn't `sudo_password`",
                "give both the same reference, or leave `sudo_password` out",
                at="sudo_password",
            )
        return self


class First(Settings):
    """How the machine lets homelab in before its first apply; closed by it."""

    user: UserName = Field("root", description="The user that the installer or image made.")
    port: Port = Field(22, description="The port that SSH answers on at first.")
    password: SecretRef | None = Field(
        None, description="The user's password, for the login and for sudo; none to use a key."
    )
    identity: str | None = Field(
        None,
        min_length=1,
        description="Private key on the controller; none for the SSH agent and default keys.",
    )
    keys: list[PublicKey] = Field(
        default_factory=list,
        description="Public keys that `homelab install-media` gives this user; none for the "
        "admin's.",
    )


class RemoteAccessSettings(Settings):
    """Who comes in, and through which port."""

    port: Port = Field(22, description="The port to listen on.")
    admin: Admin = Field(description="The user that comes in from now on.")
    first_contact: First = Field(
        default_factory=First, description="The way in that exists before the first apply."
    )
