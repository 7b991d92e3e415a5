"""What ifupdown itself must say of the links."""

from __future__ import annotations

from difflib import ndiff
from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.roadmap.phase1.network.ifupdown.places import INTERFACES, NETWORKING
from homelab.roadmap.phase1.network.ifupdown.settings import IfupdownSettings

if TYPE_CHECKING:
    from testinfra.host import Host

IfupdownNode = Node[IfupdownSettings]
TEMPLATE = "etc/network/interfaces.d/homelab.j2"


def test_the_links_come_up_at_boot(host: Host, node: IfupdownNode) -> None:
    """Ifup brings the links up at boot."""
    assert host.service(NETWORKING).is_enabled
    said = host.check_output("ifquery --list --allow=auto").split()
    assert {link.name for link in node.settings.links} <= set(said)


def test_ifup_brought_the_links_up(host: Host, node: IfupdownNode) -> None:
    """Ifup has brought every link up, by what its file says."""
    state = host.check_output("ifquery --state").splitlines()
    for link in node.settings.links:
        assert f"{link.name}={link.name}" in state


def test_the_file_says_what_is_declared(host: Host, node: IfupdownNode) -> None:
    """The stanzas say what is declared, so it will be so after a reboot."""
    file = host.file(INTERFACES)
    assert file.exists
    said = file.content_string.splitlines()
    odd = [line for line in ndiff(node.render(TEMPLATE).splitlines(), said) if line[0] in "-+"]
    assert odd == []
