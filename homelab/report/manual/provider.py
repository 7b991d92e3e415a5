"""The page of a provider: what it is, its settings, what it offers, how it is checked."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from textwrap import dedent

from homelab.contract import Provider
from homelab.offers import Offer
from homelab.report.manual.example import as_group_data
from homelab.report.manual.settings import settings_rows
from homelab.report.manual.words import bullets, headline, sentences_of, table
from homelab.roadmap import registry

__all__ = ["provider_page"]


def provider_page(task: str, name: str) -> str:
    """The manual of the provider NAME of TASK."""
    found = registry.provider(task, name)
    title, summary = headline(found.summary)
    return "\n".join([f"# {title}\n", f"{summary}\n", *_parts(found)])


def _parts(found: registry.FoundProvider) -> Iterator[str]:
    provider = found.provider
    facts = [
        f"Provides [{found.task}](index.md)",
        f"Upstream's manual: <{provider.upstream}>",
        *(
            ["Can cut homelab off from a node, so its changes are [guarded](../../../guard.md)"]
            * (provider.touches is not None)
        ),
        *([f"Not proved: {provider.untried}"] if provider.untried else []),
    ]
    yield bullets(facts)
    for name in ("minimal", "full"):
        example = found.folder / "examples" / f"{name}.yaml"
        if example.is_file():
            yield f"## Example: {name}\n"
            yield f"```python\n{as_group_data(found.task, example)}```\n"
    yield "## Settings\n"
    yield f"{inspect.getdoc(provider.settings)}\n"
    heading = ("name", "type", "default", "what it is")
    yield table(heading, settings_rows(provider.settings)) or "It has none.\n"
    offered = list(_offers(provider))
    if offered:
        yield "## Offers\n"
        yield bullets(offered)
    own = list(sentences_of(found.folder / "checks.py"))
    if own:
        yield "## Checkpoints\n"
        if (registry.task(found.task).folder / "checks.py").is_file():
            every = f"[every provider of {found.task}](index.md#checkpoints)"
            yield f"Besides those that {every} meets:\n"
        yield bullets(own)
    if provider.exempt:
        yield "## Exempt from conformance\n"
        yield bullets(f"{rule}: {reason}" for rule, reason in provider.exempt.items())


def _offers(provider: Provider) -> Iterator[str]:
    """The kinds of offer that the provider's `offers` makes, read from its source."""
    for kind in dict.fromkeys(_made_by(provider.offers)):
        yield f"`{kind.__name__}`: {(kind.__doc__ or '').partition(chr(10))[0]}"


def _made_by(function: Callable[..., object]) -> Iterator[type[Offer]]:
    """The kinds of offer that FUNCTION calls for, itself or by functions that it calls."""
    source = ast.parse(dedent(inspect.getsource(function)))
    calls = (node.func for node in ast.walk(source) if isinstance(node, ast.Call))
    for name in (call.id for call in calls if isinstance(call, ast.Name)):
        called = getattr(function, "__globals__", {}).get(name)
        if isinstance(called, type) and issubclass(called, Offer):
            yield called
        elif inspect.isfunction(called):
            yield from _made_by(called)
