"""The checkpoints of Phase 1, Initial Setup, of every task that the lab has."""

from homelab.roadmap.phase1 import PHASE

__all__ = ["PHASE"]
