"""A lab on its way: what rules look at before anybody else may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from homelab.model.inventory import Inventory
from homelab.model.lab import Lab
from homelab.model.merging import Merged

__all__ = ["Draft"]


@dataclass(frozen=True)
class Draft:
    """The lab with every choice that is valid in itself, and where all of it came from."""

    lab: Lab
    inventory: Inventory
    merged: Mapping[str, Merged]
    """Each host's values by name, merged, with the files behind them."""
    wished: Mapping[str, frozenset[str]]
    """Each host's tasks, those with faults too."""
    is_whole: bool
    """Whether nothing is wrong so far; when not, what seems absent may only be broken."""
