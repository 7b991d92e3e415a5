"""Merges layers of wishes deeply, and remembers where each value came from.

Dicts merge by key, the more specific layer last; anything else replaces what was there.
When a layer changes the `provider` of a choose-one task, of what was wished before only those
settings stay that the two providers share through the task; the old one's own would be
unknown to the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from homelab.model.faults import Fault, Steps
from homelab.model.layers import Layer

__all__ = ["Merged", "merge", "too_deep"]

DEEPEST = 40
"""How deep values may be nested; nothing that a person writes comes near."""

Keeper = Callable[[str, object, object], frozenset[str] | None]
"""Of a task and two providers' names: the settings they share, or None to keep all."""


@dataclass
class Merged:
    """Values after merging, and the layer behind each."""

    values: dict[str, Any] = field(default_factory=dict)
    layers: dict[Steps, Layer] = field(default_factory=dict)

    def layer(self, steps: Steps) -> Layer:
        """The layer that the value at STEPS came from, or else what is around it."""
        while steps not in self.layers:
            steps = steps[:-1]
        return self.layers[steps]

    def fault(self, steps: Steps, problem: str, cure: str) -> Fault:
        """A fault of the value at STEPS, in the file that it came from."""
        return self.layer(steps).fault(steps, problem, cure)

    def written(self, steps: Steps, inner: Steps) -> Steps:
        """As much of the path INNER, from the value at STEPS, as leads to a value."""
        here: Any = self.values
        for depth, step in enumerate((*steps, *inner)):
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                return inner[: max(0, depth - len(steps))]
        return inner

    def lay(self, layer: Layer, steps: Steps, value: object, into: dict[Any, Any]) -> None:
        """Lay VALUE, which LAYER has at STEPS, over what the dict INTO has for the last step."""
        key = steps[-1]
        if not isinstance(value, dict):
            self.forget(steps)
            into[key] = value
            self.layers[steps] = layer
            return
        if not isinstance(into.get(key), dict):
            into[key] = {}
            self.layers[steps] = layer
        for inner, more in value.items():
            self.lay(layer, (*steps, inner), more, into[key])

    def forget(self, steps: Steps) -> None:
        """Drop what is known of the layers behind the value at STEPS and all inside it."""
        for known in [known for known in self.layers if known[: len(steps)] == steps]:
            del self.layers[known]


def merge(layers: Sequence[Layer], shared: Keeper) -> Merged:
    """The layers as one, least specific first; SHARED says what outlives another provider."""
    merged = Merged()
    for layer in layers:
        for name, value in layer.values.items():
            if too_deep(value):
                continue
            before = merged.values.get(name)
            if isinstance(before, dict) and isinstance(value, dict):
                _drop_strangers(merged, name, before, value, shared)
            merged.lay(layer, (name,), value, merged.values)
    return merged


def too_deep(value: object, deepest: int = DEEPEST) -> bool:
    """Whether containers are nested in VALUE beyond what is merged; one that holds itself is."""
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple | set):
        return False
    return deepest == 0 or any(too_deep(item, deepest - 1) for item in value)


def _drop_strangers(
    merged: Merged, task: str, before: dict[str, Any], value: dict[Any, Any], shared: Keeper
) -> None:
    old, new = before.get("provider"), value.get("provider")
    if None in (old, new) or old == new:
        return
    keep = shared(task, old, new)
    if keep is None:
        return
    for name in before.keys() - keep:
        del before[name]
        merged.forget((task, name))
