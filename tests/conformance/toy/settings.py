"""Settings of the echo server."""

from pydantic import Field

from homelab.contract import Settings
from homelab.fields import Port, SecretRef

__all__ = ["ToySettings"]


class ToySettings(Settings):
    """Where it answers, and what it keeps to itself."""

    port: Port = Field(7007, description="The port that it answers on.")
    token: SecretRef = Field(description="What a real service would be entered by.")
