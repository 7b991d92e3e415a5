"""The door to every phase, for `homelab verify`; the user's own are in checks/."""

from homelab.roadmap.phase1 import PHASE as FOUNDATION
from homelab.roadmap.phase2 import PHASE as BACKBONE
from homelab.roadmap.phase3 import PHASE as EXPANSION

__all__ = ["BACKBONE", "EXPANSION", "FOUNDATION"]
