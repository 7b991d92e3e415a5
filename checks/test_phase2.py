"""The checkpoints of Phase 2, Core Services, of every task that the lab has."""

from homelab.roadmap.phase2 import PHASE

__all__ = ["PHASE"]
