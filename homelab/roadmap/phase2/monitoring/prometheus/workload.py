"""Prometheus with what the lab measures, and the rules that its services offer."""

from __future__ import annotations

from homelab.contract import Node
from homelab.offers import AlertRule
from homelab.roadmap.phase2.monitoring.prometheus.settings import PrometheusSettings, seconds
from homelab.watching import WATCHING_NETWORK, targets
from homelab.workload.health import http_get
from homelab.workload.model import Workload

__all__ = ["workload"]

CONF = "etc/prometheus/prometheus.yml"
RULES = "etc/prometheus/offered.rules.yml"
LONGEST_SCRAPE = 10


def workload(node: Node[PrometheusSettings]) -> Workload:
    """It follows its configuration by itself; promtool has accepted it by then."""
    settings, rules = node.settings, _rules(node)
    timeout = min(LONGEST_SCRAPE, seconds(settings.scrape_interval))
    conf = node.render(
        f"{CONF}.j2",
        targets=targets(node.lab, node.name),
        rule_files=list(rules),
        scrape_timeout=timeout,
    )
    promtool = ["promtool", "check"]
    return Workload(
        image=f"docker.io/prom/prometheus:v{settings.version}",
        command=[
            f"--config.file=/{CONF}",
            "--enable-feature=auto-reload-config",
            "--config.auto-reload-interval=5s",
            "--storage.tsdb.path=/prometheus",
            f"--storage.tsdb.retention.time={settings.retention}",
            f"--storage.tsdb.retention.size={int(settings.retention_size)}B",
        ],
        configs={**rules, f"/{CONF}": conf},
        accepted_by={
            **{path: [*promtool, "rules", path] for path in rules},
            f"/{CONF}": [*promtool, "config", f"/{CONF}"],
        },
        volumes=["data:/prometheus"],
        networks=[WATCHING_NETWORK],
        mem_limit=settings.mem_limit,
        healthcheck=http_get(9090, "/-/ready"),
        reloads=True,
    )


def _rules(node: Node[PrometheusSettings]) -> dict[str, str]:
    """A file of rules for each who offers some, by a path that says who."""
    offered: dict[str, dict[AlertRule, None]] = {}
    for each in node.lab.offers(AlertRule):
        offered.setdefault(each.by, {})[each.offer] = None
    return {
        f"/{RULES.replace('offered', by.replace('/', '.'))}": node.render(
            f"{RULES}.j2", by=by, rules=list(rules)
        )
        for by, rules in offered.items()
    }
