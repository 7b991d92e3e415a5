"""A run that would part a service from its data is refused, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.rehearsed import SECURE

from homelab.engine.left_behind import DataLeftBehind, refuse_to_leave_data
from homelab.model import Lab, load
from homelab.operations.applied import AppliedRecord

HOSTS = """
nodes = [("gateway", {"ssh_hostname": "10.0.0.1"}), ("nas", {"ssh_hostname": "10.0.0.2"})]
gateway = ["gateway"]
nas = ["nas"]
"""
EVERYWHERE = """
host_os = {"provider": "debian"}
network = {"provider": "systemd_networkd", "interface": "eth0"}
container_platform = {"provider": "docker"}
"""
NOTES = """
services = {"notes": {"image": "docker.io/example/notes:1", "volumes": ["data:/data"]}}
"""
APPLIED = AppliedRecord("services", "notes", {}, ())
REMOVED = AppliedRecord("services", "notes", {}, (), is_removed=True)
MOVING = AppliedRecord("services", "notes", {}, (), is_moving=True)


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lab:
    """Notes are wished on the NAS."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "group_data").mkdir()
    (tmp_path / "group_data" / "all.py").write_text(SECURE + EVERYWHERE)
    (tmp_path / "group_data" / "nas.py").write_text(NOTES)
    (tmp_path / "inventory.py").write_text(HOSTS)
    return load(tmp_path / "inventory.py")


@pytest.mark.parametrize(
    ("gateway", "nas"), [(APPLIED, None), (APPLIED, REMOVED), (MOVING, APPLIED)]
)
def test_it_is_refused(lab: Lab, gateway: AppliedRecord, nas: AppliedRecord | None) -> None:
    with pytest.raises(DataLeftBehind, match="data on gateway and is wished on nas"):
        refuse_to_leave_data(lab, {"gateway": [gateway], "nas": [nas] if nas else []})


@pytest.mark.parametrize(
    ("gateway", "nas"), [(None, None), (REMOVED, None), (APPLIED, APPLIED), (REMOVED, APPLIED)]
)
def test_it_goes_on(lab: Lab, gateway: AppliedRecord | None, nas: AppliedRecord | None) -> None:
    refuse_to_leave_data(
        lab, {"gateway": [gateway] if gateway else [], "nas": [nas] if nas else []}
    )


def test_a_run_on_one_of_both_hosts_is_its_callers_choice(lab: Lab) -> None:
    refuse_to_leave_data(lab, {"gateway": [APPLIED]})
