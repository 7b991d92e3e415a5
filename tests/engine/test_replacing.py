"""What goes before another comes, and what goes only after it has come."""

from __future__ import annotations

from pathlib import Path

from homelab.engine.steps import deploy_steps, removal_steps, replaced_steps
from homelab.model import Choice, Connection, Host, Lab
from homelab.operations.applied import AppliedRecord
from homelab.roadmap import registry

UFW = AppliedRecord("firewall", "ufw", {}, ())
CADDY = AppliedRecord("reverse_proxy", "caddy", {}, ())
DOCKER = AppliedRecord("container_platform", "docker", {}, ())


def lab_with(**wished: str) -> tuple[Lab, Host]:
    choices = tuple(
        Choice(task, provider, registry.provider(task, provider).provider.settings())
        for task, provider in wished.items()
    )
    connection = Connection("fake", "192.0.2.1", Path("/nonexistent"))
    host = Host("gateway", "192.0.2.1", ("all",), connection, choices)
    return Lab(Path("/lab"), Path("/lab/inventory.py"), {"gateway": host}, ()), host


def test_a_firewall_goes_after_its_successor_has_come() -> None:
    lab, host = lab_with(firewall="nftables")
    assert list(removal_steps(lab, host, [UFW], None, ["firewall"])) == []
    assert [s.provider for s in replaced_steps(lab, host, "firewall", None, [UFW])] == ["ufw"]


def test_one_guard_can_put_back_both() -> None:
    lab, host = lab_with(firewall="nftables")
    (step,) = deploy_steps(lab, host, "firewall", None, [UFW])
    assert step.touched is not None
    assert {"ufw.service", "homelab-firewall.service"} <= set(step.touched.units)
    records = {f"/var/lib/homelab/applied/firewall/{name}.json" for name in ("ufw", "nftables")}
    assert {"/etc/ufw", "/etc/nftables.d/homelab.nft", *records} <= set(step.touched.files)


def test_a_firewall_that_nothing_replaces_goes_by_itself() -> None:
    lab, host = lab_with()
    assert [s.provider for s in removal_steps(lab, host, [UFW], None, ["firewall"])] == ["ufw"]


def test_what_cuts_nobody_off_goes_first() -> None:
    lab, host = lab_with(container_platform="docker", reverse_proxy="traefik")
    records = [DOCKER, CADDY]
    gone = removal_steps(lab, host, records, None, ["reverse_proxy"])
    assert [step.provider for step in gone] == ["caddy"]
    assert list(replaced_steps(lab, host, "reverse_proxy", None, records)) == []
