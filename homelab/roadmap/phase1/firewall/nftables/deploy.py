"""Write the table, see that nft takes it, load it in one piece, and have it loaded at boot."""

from __future__ import annotations

from pyinfra import host
from pyinfra.operations import files

from homelab.contract import Node
from homelab.operations.files import content
from homelab.operations.packages import installed
from homelab.operations.services import serving, stopped
from homelab.roadmap.phase1.firewall.deploy import refuse_to_cut_off
from homelab.roadmap.phase1.firewall.nftables.facts import TableState
from homelab.roadmap.phase1.firewall.nftables.operations import loaded, unloaded
from homelab.roadmap.phase1.firewall.nftables.rules import statement
from homelab.roadmap.phase1.firewall.nftables.settings import NftablesSettings
from homelab.roadmap.phase1.firewall.offers import passed_on, wished

__all__ = ["admit", "deploy", "prepare", "remove"]

TABLE = "etc/nftables.d/homelab.nft"
SERVICE = "etc/systemd/system/homelab-firewall.service"
UNIT = "homelab-firewall.service"


def prepare(_node: Node[NftablesSettings]) -> None:
    """Nft is installed, and filters nothing yet."""
    installed(name="nftables is installed", packages=["nftables"])


def admit(node: Node[NftablesSettings]) -> None:
    """What is declared is open, and so is what was."""
    declared = [statement(port) for port in wished(node)]
    before = host.get_fact(TableState, file=f"/{TABLE}").declared
    _filtering(node, list(dict.fromkeys([*declared, *before])))


def deploy(node: Node[NftablesSettings]) -> None:
    """Only declared ports can be reached; whoever is cut off by that was accepted before.

    The kernel takes the whole table or none of it, so SSH's way in is open all the while.
    """
    refuse_to_cut_off(node)
    prepare(node)
    _filtering(node, [statement(port) for port in wished(node)])


def remove(node: Node[NftablesSettings]) -> None:
    """The table is gone, and what it denied is accepted again."""
    del node
    stopped(name="no table is loaded at boot", unit=UNIT)
    unloaded(name="homelab's table is gone", file=f"/{TABLE}")
    for path in (TABLE, SERVICE):
        files.file(name=f"/{path} is gone", path=f"/{path}", present=False)


def _filtering(node: Node[NftablesSettings], declared: list[str]) -> None:
    """The kernel lets in what the rules DECLARED say, now and after a reboot."""
    passing = [statement(forward) for forward in passed_on(node)]
    content(
        name="what is let in is written",
        path=f"/{TABLE}",
        text=node.render(f"{TABLE}.j2", declared=declared, passing=passing),
        check=f"nft --check --file /{TABLE}",
    )
    content(name="its unit is written", path=f"/{SERVICE}", text=node.render(f"{SERVICE}.j2"))
    serving(
        name="the table is loaded, now and after a reboot",
        unit=UNIT,
        files=[f"/{TABLE}", f"/{SERVICE}"],
    )
    loaded(name="nothing else is let in", file=f"/{TABLE}")
