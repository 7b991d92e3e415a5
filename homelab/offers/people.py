"""What only a person can do or see."""

from __future__ import annotations

from dataclasses import dataclass

from homelab.offers.base import Offer

__all__ = ["HumanTask"]


@dataclass(frozen=True)
class HumanTask(Offer):
    """Something that a person does or looks at, and then attests (CMMN 1.1, section 5.4.10.2)."""

    what: str
    """What is true once it is done, as a sentence without its stop."""
