"""What every part of monitoring with a web page of its own is told."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from homelab.contract import Settings
from homelab.fields import HostName, refused
from homelab.offers.web import Policy

__all__ = ["WebPageSettings"]


class WebPageSettings(Settings):
    """By which name people come to it, and who may."""

    route: HostName | None = Field(
        None, description="The name that leads to it, like 'status.lab.example'; none for no name."
    )
    login: Policy | None = Field(
        None,
        description=(
            "What a visitor must show before; 'bypass' for nothing, none for the lab's policy."
        ),
    )

    @model_validator(mode="after")
    def guards_a_name(self) -> Self:
        """A login stands before a name."""
        if self.login is not None and self.route is None:
            cure = "give it a `route` too, or remove `login`"
            raise refused("a login stands before a name, and it has none", cure, at="login")
        return self
