"""What every keeper of logins is told: who the users are, and where they log in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from homelab.contract import Settings
from homelab.fields import HostName, SecretRef, UserName
from homelab.offers.web import Policy

__all__ = ["AuthenticationSettings", "Email", "User"]

Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$")]
Group = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$")]


class User(Settings):
    """Somebody who may log in."""

    displayname: str = Field(min_length=1, description="What services call them.")
    email: Email = Field(description="Where messages to them go.")
    groups: list[Group] = Field(
        default_factory=list, description="Groups they are in, which a service may ask for."
    )
    password: SecretRef = Field(description="Reference of their password.")


class AuthenticationSettings(Settings):
    """The lab's users, and what its names ask of them."""

    domain: HostName = Field(
        description="The domain that a login holds for, with every name in it: 'lab.example'."
    )
    route: HostName | None = Field(
        None, description="The name of the page to log in; none for 'login' in the domain."
    )
    users: dict[UserName, User] = Field(
        min_length=1, description="Who may log in, by the name they log in with."
    )
    policy: Policy = Field(
        "one_factor",
        description=(
            "What is asked of visitors to names that say nothing of it: 'bypass' for nothing, "
            "'two_factor' for a one-time password besides."
        ),
    )

    @property
    def page(self) -> str:
        """The name of the page to log in."""
        return self.route or f"login.{self.domain}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Every group that a user is in."""
        return tuple(dict.fromkeys(g for user in self.users.values() for g in user.groups))
