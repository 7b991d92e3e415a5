"""What every firewall is told beyond what the lab's services offer."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from homelab.contract import Settings
from homelab.fields import Cidr, Port

__all__ = ["Allowed", "FirewallSettings"]


class Allowed(Settings):
    """A port that the user opens for something that homelab doesn't know of."""

    port: Port = Field(description="The port to open.")
    protocol: Literal["tcp", "udp"] = Field("tcp", description="Its transport protocol.")
    source: Cidr | None = Field(None, description="Network that may reach it; none for everybody.")
    comment: str = Field(
        "",
        max_length=80,
        pattern=r"^[^'\n]*$",
        description="What it is for, shown beside the rule.",
    )


class FirewallSettings(Settings):
    """What is open besides the lab's own services; everything else that comes in is denied."""

    allow: list[Allowed] = Field(
        default_factory=list, description="Ports to open besides those that services offer."
    )
    deny_listening: list[Port] | Literal["all"] = Field(
        default_factory=list,
        description=(
            "Ports that something listens on now, that nothing offers, and that may be closed; "
            "homelab lists them and stops until each is here or in `allow`. 'all' accepts any."
        ),
    )
