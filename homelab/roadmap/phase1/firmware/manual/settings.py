"""Settings of firmware that a person sets, in front of the machine."""

from __future__ import annotations

from pydantic import Field

from homelab.roadmap.phase1.firmware.settings import FirmwareSettings

__all__ = ["ManualSettings"]


class ManualSettings(FirmwareSettings):
    """What the firmware should be like, and what only whoever stands before it can tell."""

    attest: list[str] = Field(
        default_factory=lambda: [
            "The disk with the system is first in the boot order",
            "The machine starts by itself when power comes back",
        ],
        description="What a person looks at, and attests by `homelab case done firmware`.",
    )
