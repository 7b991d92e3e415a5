"""Labs written for one test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from homelab.model import Lab, load

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ ada@laptop"
REMOTE_ACCESS = f'{{"provider": "openssh", "admin": {{"name": "ada", "keys": ["{KEY}"]}}}}'
FOUNDATION = f"""
host_os = {{"provider": "debian"}}
network = {{"provider": "systemd_networkd", "interface": "eth0"}}
remote_access = {REMOTE_ACCESS}
"""

WriteLab = Callable[..., Path]
LoadLab = Callable[..., Lab]


@pytest.fixture
def write_lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WriteLab:
    """Writes an inventory, and group data by group, into a new folder that becomes current."""

    def write(inventory: str, **group_data: str) -> Path:
        (tmp_path / "group_data").mkdir(exist_ok=True)
        for group, text in group_data.items():
            (tmp_path / "group_data" / f"{group}.py").write_text(text)
        path = tmp_path / "inventory.py"
        path.write_text(inventory)
        monkeypatch.chdir(tmp_path)
        return path

    return write


@pytest.fixture
def load_lab(write_lab: WriteLab) -> LoadLab:
    """Writes a lab and loads it."""
    return lambda inventory, **group_data: load(write_lab(inventory, **group_data))


@pytest.fixture
def foundation() -> str:
    """Group data of a host with everything up to remote access."""
    return FOUNDATION
