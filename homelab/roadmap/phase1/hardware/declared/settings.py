"""Settings of hardware that is declared and compared with what the system sees."""

from __future__ import annotations

from homelab.roadmap.phase1.hardware.settings import HardwareSettings

__all__ = ["DeclaredSettings"]


class DeclaredSettings(HardwareSettings):
    """What the machine should have; `homelab discover HOST` writes it from a running one."""
