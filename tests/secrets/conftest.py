"""A store in an empty folder, and an identity that is nobody's."""

from __future__ import annotations

from pathlib import Path

import pytest

from homelab.secrets import SecretStore


@pytest.fixture(autouse=True)
def identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the identity is to be; there is none yet."""
    path = tmp_path / "config" / "identity.agekey"
    monkeypatch.setenv("HOMELAB_IDENTITY", str(path))
    return path


@pytest.fixture
def store(tmp_path: Path) -> SecretStore:
    folder = tmp_path / "lab"
    folder.mkdir()
    return SecretStore(folder)
