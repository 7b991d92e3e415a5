"""What mkdocs.yml can't say: where the generated pages stand, and how to read the roadmap."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from homelab.report.manual.words import headline
from homelab.roadmap import registry

__all__ = ["on_config", "on_page_markdown"]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the phases, tasks and providers under "The roadmap", in the roadmap's order."""
    [section] = [entry["The roadmap"] for entry in config.nav or [] if "The roadmap" in entry]
    section.extend(_phase(phase.number, phase.title, phase.tasks) for phase in registry.phases())
    section += [f"roadmap/{name}.md" for name in ("offers", "rules", "faults", "conformance")]
    return config


def on_page_markdown(markdown: str, *, page: Page, **_others: object) -> str:
    """Keep the roadmap's `[E]: Ongoing` lines, which Markdown takes for the targets of links."""
    if page.file.src_uri != "roadmap.md":
        return markdown
    return re.sub(r"^( *\* +)\[", r"\1\\[", markdown, flags=re.MULTILINE)


def _phase(number: int, title: str, tasks: tuple[str, ...]) -> dict[str, Any]:
    folder = f"roadmap/phase{number}"
    return {f"Phase {number}: {title}": [f"{folder}/index.md", *(_task(folder, t) for t in tasks)]}


def _task(folder: str, name: str) -> str | dict[str, Any]:
    task = registry.task(name)
    providers = [one for one in registry.provider_names(name) if (task.folder / one).is_dir()]
    pages = [f"{folder}/{name}/{page}.md" for page in ("index", *providers)]
    title, _ = headline(import_module(task.module).__doc__)
    return {title: pages} if providers else pages[0]
