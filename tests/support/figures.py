"""What the store of figures on a lab's gateway answers, and whether dashboards show data of it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from support.rehearsed import Rehearsed

__all__ = ["empty_panels", "panels", "query"]

SECONDS = 60.0
"""Time for figures to be read so often that a rate can be told."""


def query(lab: Rehearsed, said: str) -> list[dict[str, Any]]:
    """What the store answers to PromQL."""
    url = f"http://127.0.0.1:9090/api/v1/query?query={quote(said)}"
    answer = lab.run("gateway", f"docker exec prometheus wget -q -O - '{url}'")
    found: list[dict[str, Any]] = json.loads(answer)["data"]["result"]
    return found


def panels(dashboard: Path) -> Iterator[tuple[str, str]]:
    """The title of each panel, and what it asks, over a time that figures are read often in."""
    for panel in json.loads(dashboard.read_text())["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"].replace("$__rate_interval", "20s")


def empty_panels(lab: Rehearsed, dashboard: Path) -> set[str]:
    """The titles of the panels that show nothing."""
    waiting, end = dict(panels(dashboard)), time.monotonic() + SECONDS
    assert waiting
    while waiting and time.monotonic() < end:
        waiting = {title: expr for title, expr in waiting.items() if not query(lab, expr)}
        time.sleep(1)
    return set(waiting)
