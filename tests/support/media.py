"""A lab of one machine without a system, and what it is installed by."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from homelab.media import Medium
from homelab.media.writing import made_media
from homelab.model import load

__all__ = ["KEY", "PASSWORD", "Made", "made"]

Made = Callable[..., Medium]
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPaK9Nv2x6OhdLijr1G7cZcjKsONLwUCI8td8aO+0H7"
PASSWORD = "hush 'hush' \"hush\" $HOME"
INSTALL: dict[str, Any] = {
    "disk": "/dev/sda",
    "volumes": [{"path": "/var", "size": "20 GiB"}],
    "swap": "2 GiB",
}
WISHES: dict[str, Any] = {
    "hardware": {
        "provider": "declared",
        "disks": [{"name": "sda", "size": "100 GB"}],
        "interfaces": [{"name": "enp1s0", "mac": "52:54:00:12:34:56"}],
    },
    "network": {
        "provider": "systemd_networkd",
        "interface": "enp1s0",
        "address": "10.0.0.5/24",
        "gateway": "10.0.0.1",
        "dns": ["10.0.0.1", "9.9.9.9"],
    },
    "remote_access": {
        "provider": "openssh",
        "admin": {"name": "ada", "keys": [f"{KEY} ada@laptop"]},
        "first_contact": {"user": "setup", "password": "env:FIRST_PASSWORD"},
    },
}


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """Makes the medium of `nas` with a system; words of remote_access's first contact follow."""
    monkeypatch.setenv("FIRST_PASSWORD", PASSWORD)
    monkeypatch.chdir(tmp_path)

    def make(
        provider: str,
        install: dict[str, Any] | None = None,
        first: dict[str, Any] | None = None,
        **others: Any,
    ) -> Medium:
        system = {"provider": provider, "install": INSTALL | (install or {})}
        wishes = WISHES | {"host_os": system | others.pop("host_os", {})} | others
        if first is not None:
            wishes["remote_access"] = wishes["remote_access"] | {"first_contact": first}
        (tmp_path / "inventory.py").write_text('homelab = [("nas", {"ssh_hostname": "10.0.0.5"})]')
        (tmp_path / "group_data").mkdir(exist_ok=True)
        lines = (f"{task} = {wish!r}\n" for task, wish in wishes.items() if wish is not None)
        (tmp_path / "group_data" / "all.py").write_text("".join(lines))
        return made_media(load(Path("inventory.py")), ["nas"])["nas"]

    return make
