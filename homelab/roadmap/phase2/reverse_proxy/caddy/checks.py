"""What Caddy itself must say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.roadmap.phase2.reverse_proxy.caddy.settings import CaddySettings

if TYPE_CHECKING:
    from testinfra.host import Host


def test_the_declared_release_runs(host: Host, node: Node[CaddySettings]) -> None:
    """The declared release of Caddy runs."""
    found = host.check_output("docker exec caddy caddy version")
    assert found.split()[0].removeprefix("v") == node.settings.version


def test_its_configuration_is_valid(host: Host) -> None:
    """Caddy accepts its configuration."""
    done = host.run("docker exec caddy caddy validate --config /etc/caddy/Caddyfile")
    assert done.rc == 0, done.stderr
