"""The page of a task: what has to be done, when it counts as done, and by what."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from homelab.contract import ONE, Task
from homelab.report.manual.words import bullets, headline, sentence, sentences_of, task_link
from homelab.report.roadmap import estimate_in_words
from homelab.roadmap import registry

__all__ = ["task_page"]


def task_page(found: registry.FoundTask) -> str:
    """The task's data and its providers."""
    docstring = import_module(found.module).__doc__ or ""
    name, summary = headline(docstring)
    rest = docstring.strip().partition("\n")[2].strip()
    return "\n".join(
        [
            f"# {name}\n",
            f"{summary}\n",
            *([f"{rest}\n"] if rest else []),
            *_facts(found),
            *_lists(found),
        ]
    )


def _facts(found: registry.FoundTask) -> Iterator[str]:
    task = found.task
    choose = "one provider a node" if task.choose is ONE else "any number of providers a node"
    yield bullets(
        [
            f"In the roadmap: {task.title}, [phase {found.phase}](../index.md)"
            + (", optional" if task.optional else ""),
            f"In `group_data`: `{found.name}`, {choose}",
            f"By hand: {estimate_in_words(task.estimate)}",
            *([f"Milestone: {task.milestone}"] if task.milestone else []),
            *_dependencies(task),
            *([f"Reads: {_reads(task)}"] if task.reads else []),
            *(["A machine that answers has it anyhow: nothing asks for a wish"] * task.is_given),
        ]
    )


def _dependencies(task: Task) -> Iterator[str]:
    names = [*(task_link(name, "../../") for name in task.after), *task.requires]
    if names:
        yield "Stands on: " + ", ".join(names)


def _reads(task: Task) -> str:
    return ", ".join(f"every `{kind.__name__}`" for kind in task.reads)


def _lists(found: registry.FoundTask) -> Iterator[str]:
    yield "## Steps\n"
    yield bullets(sentence(step) for step in found.task.steps)
    own = list(sentences_of(found.folder / "checks.py"))
    asked = [sentence(words) for words in found.task.checkpoints]
    if asked or own:
        yield "## Checkpoints\n"
    if asked:
        yield "The roadmap asks:\n"
        yield bullets(asked)
    if own:
        yield "Every provider must meet:\n"
        yield bullets(own)
    yield "## Providers\n"
    yield bullets(_providers(found)) or "None is built yet.\n"


def _providers(found: registry.FoundTask) -> Iterator[str]:
    for name in registry.provider_names(found.name):
        provider = registry.provider(found.name, name)
        title, summary = headline(provider.summary)
        own = (found.folder / name).is_dir()
        yield f"[{title}]({name}.md): {summary}" if own else f"{title}: {summary}"
