"""The dashboards of homelab's own providers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grafana_foundation_sdk.builders.dashboard import Dashboard

from homelab.roadmap import registry

__all__ = ["dashboards"]


def dashboards() -> Iterator[tuple[Path, Dashboard]]:
    """Where each provider's dashboard is written, and what it is."""
    for task in registry.tasks():
        for name in registry.provider_names(task):
            found = registry.provider(task, name)
            module = found.load("dashboard")
            if module is not None:
                yield found.folder / "dashboard.json", module.DASHBOARD
