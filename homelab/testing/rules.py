"""Every rule of the kit, by speed; a provider's `exempt` names them as they are called here."""

from homelab.testing.life import LIFE
from homelab.testing.plan import PLAN
from homelab.testing.rule import Rule
from homelab.testing.shape import SHAPE

__all__ = ["ALL", "LIFE", "PLAN", "SHAPE"]

ALL: tuple[Rule, ...] = (*SHAPE, *PLAN, *LIFE)
