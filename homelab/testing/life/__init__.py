"""Rules about a provider's life on real nodes, in the order of a life."""

from homelab.testing.life.killing import converges_after_being_killed
from homelab.testing.life.rules import (
    breaks_are_noticed_and_repaired,
    deploying_again_changes_nothing,
    deploys_on_a_fresh_node,
    leaves_nothing_listening,
    meets_its_checkpoints,
    planning_changes_nothing,
)
from homelab.testing.rule import Rule

__all__ = ["LIFE"]

LIFE: tuple[Rule, ...] = (
    planning_changes_nothing,
    deploys_on_a_fresh_node,
    converges_after_being_killed,
    meets_its_checkpoints,
    deploying_again_changes_nothing,
    breaks_are_noticed_and_repaired,
    leaves_nothing_listening,
)
