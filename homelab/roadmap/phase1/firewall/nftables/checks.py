"""What the kernel itself must say of homelab's table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from homelab.contract import Node
from homelab.roadmap.phase1.firewall.nftables.settings import NftablesSettings

if TYPE_CHECKING:
    from testinfra.host import Host


def listed(host: Host, chain: str) -> list[dict[str, Any]]:
    """What nft lists of one of the table's chains, the chain itself among it."""
    said = host.check_output(f"nft --json list chain inet homelab {chain}")
    found: list[dict[str, Any]] = json.loads(said)["nftables"]
    return found


def test_the_table_is_loaded_now_and_after_a_reboot(host: Host) -> None:
    """The table is in the kernel, and is loaded at boot."""
    assert listed(host, "declared")
    assert host.service("homelab-firewall").is_running
    assert host.service("homelab-firewall").is_enabled


def test_what_comes_in_is_denied_by_default(host: Host) -> None:
    """What comes in is denied unless a rule allows it, IPv4 and IPv6."""
    (chain,) = (each["chain"] for each in listed(host, "input") if "chain" in each)
    assert chain["hook"] == "input"
    assert chain["policy"] == "drop", f"expected: drop\nactual:   {chain['policy']}"


def test_it_logs_as_declared(host: Host, node: Node[NftablesSettings]) -> None:
    """What is denied is logged where that is declared."""
    rules = [each["rule"]["expr"] for each in listed(host, "input") if "rule" in each]
    is_logging = any("log" in part for rule in rules for part in rule)
    assert is_logging == node.settings.log
