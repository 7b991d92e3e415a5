"""Asks every chosen provider what it offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic_core import PydanticCustomError

from homelab.model.faults import Fault
from homelab.model.lab import Choice, Lab
from homelab.model.merging import Merged
from homelab.model.wishes import place_of
from homelab.offers import Offer, Offered
from homelab.roadmap import registry

__all__ = ["state_offers"]


def state_offers(
    lab: Lab, merged: Mapping[str, Merged], faults: list[Fault]
) -> Iterator[Offered[Offer]]:
    """Every offer of the LAB; a provider that can't state its own is added to FAULTS."""
    for host in lab.hosts.values():
        for choice in host.choices:
            node = lab.node(host.name, choice.task, choice.provider)
            state = registry.provider(choice.task, choice.provider).provider.offers
            try:
                for offer in state(node):
                    yield Offered(offer, host.name, choice.task, choice.provider)
            except PydanticCustomError as refusal:
                faults.append(_refused(merged[host.name], choice, refusal))
            except Exception as error:  # noqa: BLE001 - a provider from outside with a mistake
                problem = f"{choice} can't say what it offers: {type(error).__name__}: {error}"
                cure = "report it to the provider's author"
                steps = place_of(choice.task, choice.provider)
                faults.append(merged[host.name].fault(steps, problem, cure))


def _refused(merged: Merged, choice: Choice, refusal: PydanticCustomError) -> Fault:
    """What a provider refuses as `homelab.fields.refused` says it: it fits no other wish."""
    said = refusal.context or {}
    steps = (*place_of(choice.task, choice.provider), *said["at"])
    return merged.fault(steps, said["problem"], said["cure"])
