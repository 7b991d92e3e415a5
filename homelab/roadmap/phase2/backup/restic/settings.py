"""Settings of restic, under its own names."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from homelab.roadmap.phase2.backup.settings import BackupSettings

__all__ = ["ResticSettings"]


class ResticSettings(BackupSettings):
    """Copies by restic (Debian's own release)."""

    compression: Literal["auto", "max", "off"] = Field(
        "auto", description="How new data is compressed."
    )
    limit_upload: int = Field(0, ge=0, description="KiB a second that it sends at most; 0 for all.")
