"""The way to what a provider was wished by, for the faults of what it offers."""

from __future__ import annotations

from homelab.contract import ONE
from homelab.model.faults import Steps
from homelab.model.lab import Lab
from homelab.model.settings_tree import values_in
from homelab.offers import Offer, Offered
from homelab.roadmap import registry

__all__ = ["steps_to", "steps_to_value"]


def steps_to(task: str, provider: str) -> Steps:
    """Where the wish for a provider stands: under its task, or under its own name there."""
    is_one = registry.task(task).task.choose is ONE
    return (task,) if is_one else (task, provider)


def steps_to_value(lab: Lab, offered: Offered[Offer], value: object) -> Steps:
    """Where the provider that OFFERED something was told VALUE, or else where its wish stands."""
    settings = lab.node(offered.host, offered.task, offered.provider).settings
    found = (inner for inner, said in values_in(settings) if said == value)
    return (*steps_to(offered.task, offered.provider), *next(found, ()))
