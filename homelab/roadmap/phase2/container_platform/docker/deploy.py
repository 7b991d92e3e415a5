"""Have Docker Engine, its settings, the firewall before its ports, and what tidies up."""

from __future__ import annotations

from pyinfra.operations import files

from homelab.contract import Node
from homelab.operations.files import content
from homelab.operations.packages import removed
from homelab.operations.services import serving, stopped
from homelab.roadmap.phase2.container_platform.docker.firewall import rules
from homelab.roadmap.phase2.container_platform.docker.operations import (
    PACKAGES,
    engine_installed,
    ports_guarded,
)
from homelab.roadmap.phase2.container_platform.docker.settings import DockerSettings

__all__ = ["deploy", "purge", "remove"]

DAEMON = "etc/docker/daemon.json"
RULES = "etc/docker/homelab-firewall.rules"
DROP_IN = "etc/systemd/system/docker.service.d/10-homelab.conf"
PRUNE = "etc/systemd/system/homelab-docker-prune.service"
PRUNE_TIMER = "etc/systemd/system/homelab-docker-prune.timer"
TIMER = "homelab-docker-prune.timer"


def deploy(node: Node[DockerSettings]) -> None:
    """The engine runs as declared, and nothing it publishes is open that the lab doesn't open."""
    settings, guarding = node.settings, rules(node)
    engine_installed(name="Docker Engine and Compose are installed")
    content(
        name="the firewall of published ports is written",
        path=f"/{RULES}",
        text=node.render(f"{RULES}.j2", rules=guarding),
    )
    content(
        name="the engine never starts without it",
        path=f"/{DROP_IN}",
        text=node.render(f"{DROP_IN}.j2", rules_file=f"/{RULES}"),
    )
    content(
        name="the engine's settings are as declared",
        path=f"/{DAEMON}",
        text=node.render(f"{DAEMON}.j2"),
        check=f"dockerd --validate --config-file /{DAEMON}",
    )
    serving(
        name="the engine runs with its settings",
        unit="docker.service",
        files=[f"/{DAEMON}", f"/{DROP_IN}"],
    )
    ports_guarded(name="published ports obey the firewall", rules=guarding, file=f"/{RULES}")
    if settings.prune_calendar is None:
        stopped(name="nothing is tidied up", unit=TIMER)
        return
    content(name="what is tidied up is declared", path=f"/{PRUNE}", text=node.render(f"{PRUNE}.j2"))
    content(
        name="when it is tidied up is declared",
        path=f"/{PRUNE_TIMER}",
        text=node.render(f"{PRUNE_TIMER}.j2"),
    )
    serving(name="what nobody uses is tidied up", unit=TIMER, files=[f"/{PRUNE_TIMER}"])


def remove(node: Node[DockerSettings]) -> None:
    """The engine is gone; images and volumes stay in its data root."""
    del node
    stopped(name="nothing is tidied up any more", unit=TIMER)
    for unit in ("docker.socket", "docker.service", "containerd.service"):
        stopped(name=f"{unit} doesn't run", unit=unit)
    packages = dict.fromkeys([*PACKAGES, *(name for each in PACKAGES.values() for name in each)])
    removed(name="Docker isn't installed", packages=list(packages))
    for path in (DAEMON, RULES, DROP_IN, PRUNE, PRUNE_TIMER):
        files.file(name=f"/{path} is gone", path=f"/{path}", present=False)


def purge(node: Node[DockerSettings]) -> None:
    """Images, containers and volumes are gone."""
    files.directory(
        name=f"{node.settings.data_root} is gone", path=node.settings.data_root, present=False
    )
