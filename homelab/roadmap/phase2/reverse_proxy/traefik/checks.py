"""What Traefik itself must say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.roadmap.phase2.reverse_proxy.traefik.settings import TraefikSettings
from homelab.routing import authority, backends

if TYPE_CHECKING:
    from testinfra.host import Host


def test_the_declared_release_runs(host: Host, node: Node[TraefikSettings]) -> None:
    """The declared release of Traefik runs."""
    lines = host.check_output("docker exec traefik traefik version").splitlines()
    said = {name.strip(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    assert said["Version"].removeprefix("v") == node.settings.version


def test_it_has_read_its_routes(host: Host) -> None:
    """Traefik complains of nothing in its configuration since it was started."""
    complaints = [line for line in errors(host) if "file" in line and "ACME" not in line]
    assert not complaints, complaints[-1]


def test_no_name_is_refused_a_certificate(host: Host, node: Node[TraefikSettings]) -> None:
    """No name lacks a certificate for a reason that Traefik was given."""
    names = [b.route.host for b in backends(node.lab, node.name) if authority(node.lab, b.route)]
    kept = json.loads(host.run("docker exec traefik cat /data/acme.json").stdout or "{}")
    issued = kept.get("lab", {}).get("Certificates") or []
    missing = set(names) - {each["domain"]["main"] for each in issued}
    told = [line for line in errors(host) for name in missing if f"[{name}]" in line]
    assert not told, told[-1].partition("error=")[2].partition(" ACME CA=")[0]


def errors(host: Host) -> list[str]:
    """What Traefik has complained of since it was started."""
    log = host.run("docker logs traefik 2>&1").stdout
    return [line for line in log.splitlines() if " ERR " in line]
