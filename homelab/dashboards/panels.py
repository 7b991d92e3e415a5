"""Panels as every dashboard here has them."""

from __future__ import annotations

from grafana_foundation_sdk.builders import stat, timeseries
from grafana_foundation_sdk.builders.dashboard import Dashboard
from grafana_foundation_sdk.builders.prometheus import Dataquery
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import DataSourceRef

__all__ = ["STORE", "as_json", "board", "graph", "number", "share"]

STORE = "homelab"
"""By this Grafana knows the store of figures."""
REF = DataSourceRef(type_val="prometheus", uid=STORE)
HEIGHT, WIDTH = 8, 12

Panel = timeseries.Panel | stat.Panel


def board(title: str, *panels: Panel) -> Dashboard:
    """A dashboard of PANELS, two a row."""
    uid = f"homelab-{title.lower()}"
    made = Dashboard(title).uid(uid).tags(["homelab"]).refresh("1m").time("now-6h", "now")
    for panel in panels:
        made.with_panel(panel)
    return made.readonly()


def graph(title: str, unit: str, expr: str, legend: str = "{{instance}}") -> timeseries.Panel:
    """How a figure went, a line for each LEGEND."""
    panel = timeseries.Panel().title(title).unit(unit).min(0).height(HEIGHT).span(WIDTH)
    return panel.datasource(REF).with_target(_asked(expr, legend))


def share(title: str, expr: str, legend: str = "{{instance}}") -> timeseries.Panel:
    """How a share of a whole went, as percentage, a line for each LEGEND."""
    return graph(title, "percentunit", expr, legend)


def number(title: str, unit: str, expr: str, legend: str = "{{instance}}") -> stat.Panel:
    """What a figure is now, one for each LEGEND."""
    panel = stat.Panel().title(title).unit(unit).height(HEIGHT).span(WIDTH)
    return panel.datasource(REF).with_target(_asked(expr, legend))


def _asked(expr: str, legend: str) -> Dataquery:
    return Dataquery().expr(expr).legend_format(legend).datasource(REF).ref_id("A")


def as_json(made: Dashboard) -> str:
    """The dashboard in Grafana's JSON model."""
    return f"{JSONEncoder(sort_keys=True, indent=2).encode(made.build())}\n"
