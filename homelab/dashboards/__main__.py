"""Writes every dashboard beside what it is made from: `python -m homelab.dashboards`."""

from __future__ import annotations

from homelab.dashboards.panels import as_json
from homelab.dashboards.providers import dashboards

for path, made in dashboards():
    path.write_text(as_json(made))
