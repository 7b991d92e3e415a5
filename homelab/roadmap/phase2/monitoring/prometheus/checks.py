"""What Prometheus must say of itself and of what it reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from homelab.contract import Node
from homelab.offers import AlertRule
from homelab.roadmap.phase2.monitoring.prometheus.settings import PrometheusSettings, seconds
from homelab.verify.figures import read_figures
from homelab.verify.inside import asked_inside
from homelab.verify.patience import settled
from homelab.watching import targets

if TYPE_CHECKING:
    from testinfra.host import Host

Store = Node[PrometheusSettings]
RELOAD = 10
"""Seconds in which it follows a change of its configuration."""


def test_every_target_is_up(node: Store, host: Host) -> None:
    """Everything that the lab measures gives its figures."""
    down = settled(lambda: _down(node, host), RELOAD + 2 * seconds(node.settings.scrape_interval))
    assert not down, "; ".join(down)


def test_every_rule_is_loaded(node: Store, host: Host) -> None:
    """Every rule that the lab's services offer is loaded, and can be judged."""
    missing = settled(lambda: _without(node, host), RELOAD)
    assert not missing, "; ".join(missing)


def test_it_follows_its_configuration(host: Host) -> None:
    """It has accepted the configuration that it was given last."""
    assert figure(host, "prometheus_config_last_reload_successful") == 1


def test_figures_are_kept_as_declared(node: Store, host: Host) -> None:
    """Figures are kept as long, and use as much disk, as declared."""
    kept = node.settings.retention
    assert figure(host, "prometheus_tsdb_retention_limit_seconds") == seconds(kept)
    assert figure(host, "prometheus_tsdb_retention_limit_bytes") == node.settings.retention_size


def test_the_declared_release_runs(node: Store, host: Host) -> None:
    """The declared release runs."""
    found = ask(host, "status/buildinfo")["version"]
    assert found.partition("+")[0] == node.settings.version, found


def ask(host: Host, page: str) -> dict[str, Any]:
    """What its API answers, asked inside its container."""
    said = asked_inside(host, "prometheus", f"9090/api/v1/{page}")
    found: dict[str, Any] = json.loads(said)["data"]
    return found


def figure(host: Host, name: str) -> float:
    """One of its own figures, as it is now."""
    (sample,) = read_figures(asked_inside(host, "prometheus", "9090/metrics"))[name]
    return float(sample.value)


def _down(node: Store, host: Host) -> list[str]:
    """The declared targets that aren't up, each with what Prometheus says of it."""
    known = {
        (target["labels"]["job"], target["labels"]["instance"]): target
        for target in ask(host, "targets?state=active")["activeTargets"]
    }
    nothing = {"health": "not read", "lastError": ""}
    found = {
        each: known.get((each.job, each.instance), nothing) for each in targets(node.lab, node.name)
    }
    return [
        f"{each} is {said['health']}: {said['lastError']}"
        for each, said in found.items()
        if said["health"] != "up"
    ]


def _without(node: Store, host: Host) -> list[str]:
    """The offered rules that aren't loaded, or can't be judged."""
    loaded = {
        (group["name"], rule["name"]): rule
        for group in ask(host, "rules")["groups"]
        for rule in group["rules"]
    }
    found = {(each.by, each.offer.name): None for each in node.lab.offers(AlertRule)}
    said = {key: loaded.get(key, {"health": "not loaded"}) for key in found}
    return [
        f"{name} of {by} is {rule['health']}: {rule.get('lastError', '')}"
        for (by, name), rule in said.items()
        if rule["health"] not in {"ok", "unknown"}
    ]
