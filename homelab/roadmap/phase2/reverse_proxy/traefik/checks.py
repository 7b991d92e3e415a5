"""What Traefik itself must say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.roadmap.phase2.reverse_proxy.traefik.settings import TraefikSettings

if TYPE_CHECKING:
    from testinfra.host import Host


def test_the_declared_release_runs(host: Host, node: Node[TraefikSettings]) -> None:
    """The declared release of Traefik runs."""
    lines = host.check_output("docker exec traefik traefik version").splitlines()
    said = {name.strip(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    assert said["Version"].removeprefix("v") == node.settings.version


def test_it_has_read_its_routes(host: Host) -> None:
    """Traefik complains of nothing in its configuration since it was started."""
    log = host.run("docker logs traefik 2>&1")
    complaints = [line for line in log.stdout.splitlines() if "ERR" in line and "file" in line]
    assert not complaints, complaints[-1]
