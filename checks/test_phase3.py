"""The checkpoints of Phase 3, Advanced Features, of every task that the lab has."""

from homelab.roadmap.phase3 import PHASE

__all__ = ["PHASE"]
