"""What Grafana must say of its figures and dashboards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from homelab.contract import Node
from homelab.offers import Dashboard
from homelab.roadmap.phase2.monitoring.grafana.settings import GrafanaSettings

if TYPE_CHECKING:
    from testinfra.host import Host

GrafanaNode = Node[GrafanaSettings]
ASK = """
curl -sS -u "admin:$(cat /run/secrets/admin_password)" "http://127.0.0.1:3000/api/$0"
"""


def test_its_store_of_figures_answers(host: Host) -> None:
    """It reaches the store of figures and gets an answer."""
    said = ask(host, "datasources/uid/homelab/health")
    assert said.get("status") == "OK", said


def test_every_dashboard_is_there(node: GrafanaNode, host: Host) -> None:
    """It has every dashboard that the lab's services offer."""
    wanted = {offered.offer.title for offered in node.lab.offers(Dashboard)}
    missing = wanted - {board["title"] for board in ask(host, "search?type=dash-db")}
    assert not missing, f"not there: {', '.join(sorted(missing))}"


def test_the_declared_release_runs(node: GrafanaNode, host: Host) -> None:
    """The declared release runs, and its database is whole."""
    said = ask(host, "health")
    assert (said["version"], said["database"]) == (node.settings.version, "ok")


def ask(host: Host, page: str) -> Any:  # noqa: ANN401 - any JSON
    """What its API answers its admin, asked inside its container."""
    return json.loads(host.check_output("docker exec grafana sh -c %s %s", ASK, page))
