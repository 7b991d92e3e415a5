"""What pydantic refuses, said so that the user knows what to do.

Only a refusal of a single scalar repeats the value, and never one of a SecretRef: its own
error says nothing of the value, and wins over what other members of a union say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from homelab.fields import shown
from homelab.model.faults import Steps, nearest
from homelab.model.settings_tree import description_at, models_at

__all__ = ["Refusal", "refusals"]

Refusal = tuple[Steps, str, str]
"""Where in the settings, the problem, and the cure."""

WORDS = {
    "bool_parsing": ("{value} is neither True nor False", "write True or False"),
    "bool_type": ("{value} is neither True nor False", "write True or False"),
    "byte_size": ("{value} is not an amount of bytes", "write it like '8 GiB'"),
    "byte_size_unit": ("{value} is not an amount of bytes", "write it like '8 GiB'"),
    "dict_type": ("{kind} is not a dict", "write it in braces: {{…}}"),
    "float_parsing": ("{value} is not a number", "write one like 1.5"),
    "float_type": ("{value} is not a number", "write one like 1.5"),
    "greater_than": ("{value} is too low", "choose more than {gt}"),
    "greater_than_equal": ("{value} is below {ge}", "choose at least {ge}"),
    "int_from_float": ("{value} is not a whole number", "write one like 3"),
    "int_parsing": ("{value} is not a whole number", "write one like 3"),
    "int_type": ("{value} is not a whole number", "write one like 3"),
    "invalid_key": ("a name is not a text", "write names in quotes"),
    "less_than_equal": ("{value} is above {le}", "choose at most {le}"),
    "list_type": ("{kind} is not a list", "write it in brackets: […]"),
    "literal_error": ("{value} is none of its values", "choose {expected}"),
    "missing": ("is missing", "add it ({description})"),
    "model_type": ("{kind} is not a dict", "write it in braces with its names: {names}"),
    "refused": ("{problem}", "{cure}"),
    "string_pattern_mismatch": ("{value} doesn't fit", "correct it ({description})"),
    "string_too_long": ("it is longer than {max_length} characters", "shorten it"),
    "string_too_short": ("it is empty", "write something, or leave it out"),
    "string_type": ("{value} is not a text", "write it in quotes"),
    "string_unicode": ("a text or name in it isn't Unicode", "write it anew"),
    "too_short": ("it holds too few", "add one ({description})"),
}

MOST = 12
"""Of the names that a cure lists."""


def refusals(error: ValidationError, model: type[BaseModel], given: object) -> list[Refusal]:
    """What is wrong with what was GIVEN for MODEL, each place once."""
    places: dict[Steps, list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False):
        places.setdefault(_steps(detail, given), []).append(detail)
    return [
        (steps, *_words(details, model, steps))
        for steps, details in places.items()
        if not _is_other_branch(steps, details, places)
    ]


def _steps(detail: ErrorDetails, given: object) -> Steps:
    """The error's path without the names that pydantic puts in for members of unions."""
    steps: list[str | int] = []
    last = len(detail["loc"]) - 1
    for position, step in enumerate(detail["loc"]):
        is_item = isinstance(given, list | tuple) and isinstance(step, int) and step < len(given)
        if is_item or (isinstance(given, Mapping) and step in given):
            given = given[step]  # type: ignore[index]
        elif position != last or detail["type"] != "missing":
            continue
        steps.append(step)
    return (*steps, *detail.get("ctx", {}).get("at", ()))


def _is_other_branch(
    steps: Steps, details: list[ErrorDetails], places: Mapping[Steps, object]
) -> bool:
    """Whether a union's other member got further into the value, and so says more."""
    is_union = any(len(detail["loc"]) > len(steps) for detail in details)
    deeper = (other for other in places if len(other) > len(steps))
    return is_union and any(other[: len(steps)] == steps for other in deeper)


def _words(details: list[ErrorDetails], model: type[BaseModel], steps: Steps) -> tuple[str, str]:
    said = [d for d in details if d["type"] == "refused"] or details
    pairs = [_sentence(detail, model, steps) for detail in said]
    cures = dict.fromkeys(cure for _, cure in pairs)
    return pairs[0][0], " or ".join(cures)


def _sentence(detail: ErrorDetails, model: type[BaseModel], steps: Steps) -> tuple[str, str]:
    if detail["type"] == "extra_forbidden":
        return _unknown(model, steps)
    description = description_at(model, steps) or "see its page in the manual"
    if detail["type"] not in WORDS:
        return detail["msg"], f"correct it ({description})"
    problem, cure = WORDS[detail["type"]]
    facts: dict[str, Any] = {
        "value": shown(detail["input"]),
        "kind": _kind(detail["input"]),
        "description": description,
        "names": _listed(_names(model, steps)),
        **detail.get("ctx", {}),
    }
    return problem.format(**facts), cure.format(**facts)


def _unknown(model: type[BaseModel], steps: Steps) -> tuple[str, str]:
    models = models_at(model, steps[:-1])
    cures = (getattr(found, "elsewhere", {}).get(steps[-1]) for found in models)
    cure = next(filter(None, cures), None)
    if cure is None:
        names = list(_names(model, steps[:-1]))
        meant = nearest(steps[-1], names)
        cure = f"did you mean '{meant}'?" if meant else f"choose from {_listed(names)}"
    return "there is no such setting", cure


def _names(model: type[BaseModel], steps: Steps) -> Iterator[str]:
    for found in models_at(model, steps):
        yield from found.model_fields


def _listed(names: Iterable[str]) -> str:
    known = list(names)
    return ", ".join([*known[:MOST], *(["…"] if known[MOST:] else [])]) or "nothing"


def _kind(value: object) -> str:
    return "a text" if isinstance(value, str) else shown(value)
