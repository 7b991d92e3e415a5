import stat
from pathlib import Path

import pytest

from homelab.secrets import SecretError
from homelab.secrets.identity import add_identity, identity_path, load_identities


def test_a_new_key_comes_first_and_the_old_ones_stay(identity: Path) -> None:
    old = add_identity(identity)
    new = add_identity(identity)
    assert [str(key) for key in load_identities(identity)] == [str(new), str(old)]


def test_nobody_else_can_read_it(identity: Path) -> None:
    add_identity(identity)
    assert stat.S_IMODE(identity.stat().st_mode) == 0o600
    assert stat.S_IMODE(identity.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o660, 0o644])
def test_one_that_others_may_use_is_refused_with_the_cure(identity: Path, mode: int) -> None:
    add_identity(identity)
    identity.chmod(mode)
    with pytest.raises(SecretError, match=f"mode {mode:o}.*chmod 600 {identity}"):
        load_identities(identity)


@pytest.mark.parametrize("content", [b"AGE-SECRET-KEY-1OOPS\n", b"hello\n", b"\xff\xfe\n"])
def test_a_file_that_is_no_identity_is_refused(identity: Path, content: bytes) -> None:
    add_identity(identity)
    identity.write_bytes(content)
    with pytest.raises(SecretError, match=r"identity|age key") as caught:
        load_identities(identity)
    assert "OOPS" not in str(caught.value)


def test_it_is_where_the_user_keeps_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOMELAB_IDENTITY")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert identity_path() == tmp_path / ".config" / "homelab" / "identity.agekey"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    assert identity_path() == tmp_path / "xdg" / "homelab" / "identity.agekey"
