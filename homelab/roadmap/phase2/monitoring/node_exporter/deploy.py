"""Have Debian's node_exporter answer at the node's address."""

from __future__ import annotations

from pyinfra.operations import files

from homelab.addresses import at_port
from homelab.contract import Node
from homelab.operations.files import content
from homelab.operations.packages import absent, installed
from homelab.operations.services import serving
from homelab.roadmap.phase2.monitoring.node_exporter.settings import NodeExporterSettings

__all__ = ["deploy", "remove"]

UNIT = "prometheus-node-exporter.service"
DROP_IN = "etc/systemd/system/prometheus-node-exporter.service.d/10-homelab.conf"


def deploy(node: Node[NodeExporterSettings]) -> None:
    """It answers as declared, and never at every address, as Debian's would by itself.

    So its file is there before the package, whose installation starts it.
    """
    content(
        name="node_exporter listens at the node's address alone",
        path=f"/{DROP_IN}",
        text=node.render(f"{DROP_IN}.j2", listen=at_port(node.address, node.settings.port)),
    )
    installed(name="node_exporter is installed", packages=["prometheus-node-exporter"])
    serving(name="node_exporter answers, now and after a reboot", unit=UNIT, files=[f"/{DROP_IN}"])


def remove(node: Node[NodeExporterSettings]) -> None:
    """Nobody answers any more."""
    del node
    absent(name="node_exporter isn't installed", packages=["prometheus-node-exporter"])
    files.file(name="its unit is its own again", path=f"/{DROP_IN}", present=False)
