"""Rules about plans: homelab's own engine over each example, on hosts of the kind `fake`."""

from homelab.testing.plan.rules import (
    breaks_name_their_operations,
    examples_can_be_planned,
    examples_plan_an_operation,
    no_secret_is_shown,
    operation_names_are_unique,
    plans_equal_their_snapshots,
    two_hosts_stay_apart,
)
from homelab.testing.rule import Rule

__all__ = ["PLAN"]

PLAN: tuple[Rule, ...] = (
    examples_can_be_planned,
    examples_plan_an_operation,
    operation_names_are_unique,
    plans_equal_their_snapshots,
    no_secret_is_shown,
    two_hosts_stay_apart,
    breaks_name_their_operations,
)
