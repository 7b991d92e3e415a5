"""The manual, written from the code: a page a phase, a task and a provider, as Markdown.

`scripts/docs` writes the pages to docs/roadmap/; a test holds what is there equal to this.
"""

from __future__ import annotations

from collections.abc import Iterator

from homelab.report.manual.conformance import conformance_page
from homelab.report.manual.house import faults_page, offers_page, rules_page
from homelab.report.manual.phase import phase_page
from homelab.report.manual.provider import provider_page
from homelab.report.manual.task import task_page
from homelab.roadmap import registry

__all__ = ["manual"]

# At a page's end, because MkDocs takes its title from the first line only.
MADE = "\n<!-- Written by scripts/docs from the code: change it there. -->\n"


def manual() -> dict[str, str]:
    """Every page's text by its path below docs/roadmap/, in the roadmap's order."""
    return {path: f"{text.rstrip()}\n{MADE}" for path, text in _pages()}


def _pages() -> Iterator[tuple[str, str]]:
    for phase in registry.phases():
        folder = f"phase{phase.number}"
        yield f"{folder}/index.md", phase_page(phase)
        for name in phase.tasks:
            yield f"{folder}/{name}/index.md", task_page(registry.task(name))
            for provider in _own_providers(name):
                yield f"{folder}/{name}/{provider}.md", provider_page(name, provider)
    yield "offers.md", offers_page()
    yield "rules.md", rules_page()
    yield "faults.md", faults_page()
    yield "conformance.md", conformance_page()


def _own_providers(task: str) -> Iterator[str]:
    """Those of this repository: an outside provider's manual stands where its code does."""
    folder = registry.task(task).folder
    return (name for name in registry.provider_names(task) if (folder / name).is_dir())
