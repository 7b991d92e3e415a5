"""A node that moved is followed in the one place of inventory.py that says where it is."""

from pathlib import Path

import pytest

from homelab.model.following import follow_address

OLD, NEW = "10.0.0.5", "10.0.0.77"
AS_USERS_WRITE = b"""\
#!/usr/bin/env python3
# The NAS was at 10.0.0.5 already in the old flat.
import  os   # "10.0.0.5"

homelab=[
  ( 'nas' , { 'ssh_hostname':'10.0.0.5',   # cable 10.0.0.5
              "ssh_user" : "ada" } ),
    ("tv", {"ssh_hostname": "10.0.0.50"},),\t
]
_note = '''10.0.0.5'''"""


@pytest.fixture
def inventory(tmp_path: Path) -> Path:
    return tmp_path / "inventory.py"


def test_one_literal_changes_and_no_other_byte(inventory: Path) -> None:
    inventory.write_bytes(AS_USERS_WRITE)
    inventory.chmod(0o640)
    assert follow_address(inventory, "nas", OLD, NEW)
    expected = AS_USERS_WRITE.replace(b"'ssh_hostname':'10.0.0.5'", b"'ssh_hostname':'10.0.0.77'")
    assert inventory.read_bytes() == expected
    assert inventory.stat().st_mode & 0o777 == 0o640
    assert list(inventory.parent.glob(".*")) == [], "nothing is left beside it"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            'homelab = [("tv", {"dns": "10.0.0.5"}), ("nas", {"ssh_hostname": "10.0.0.5"})]\n',
            'homelab = [("tv", {"dns": "10.0.0.5"}), ("nas", {"ssh_hostname": "10.0.0.77"})]\n',
            id="beside another host's setting",
        ),
        pytest.param(
            'homelab = [("nas", {"is_at": "10.0.0.5", "ssh_hostname": "10.0.0.5"})]\n',
            'homelab = [("nas", {"is_at": "10.0.0.5", "ssh_hostname": "10.0.0.77"})]\n',
            id="beside another setting of its own",
        ),
        pytest.param(
            'a = [("b", {"ssh_hostname": "10.0.0.5"})]\n'
            'b = [("nas", {"ssh_hostname": "10.0.0.5"})]\n',
            'a = [("b", {"ssh_hostname": "10.0.0.5"})]\n'
            'b = [("nas", {"ssh_hostname": "10.0.0.77"})]\n',
            id="beside a host behind the same address",
        ),
        pytest.param(
            'homelab = [("nas", {"wo": "Küche 🏠", "ssh_hostname": "10.0.0.5"}), "tür"]\n',
            'homelab = [("nas", {"wo": "Küche 🏠", "ssh_hostname": "10.0.0.77"}), "tür"]\n',
            id="behind UTF-8 on its line",
        ),
        pytest.param(
            '_NAS = r"10.0.0.5"\nhomelab = [("nas", {"ssh_hostname": _NAS})]\n',
            '_NAS = r"10.0.0.77"\nhomelab = [("nas", {"ssh_hostname": _NAS})]\n',
            id="by a variable of its own",
        ),
        pytest.param(
            'homelab = [("nas", {"ssh_hostname": "10.0.0.5"})]\r\n# cable\r\n',
            'homelab = [("nas", {"ssh_hostname": "10.0.0.77"})]\r\n# cable\r\n',
            id="with the line ends of Windows",
        ),
        pytest.param(
            '\ufeffhomelab = [("nas", {"ssh_hostname": "10.0.0.5"})]\n',
            '\ufeffhomelab = [("nas", {"ssh_hostname": "10.0.0.77"})]\n',
            id="behind a byte order mark",
        ),
    ],
)
def test_it_is_found(inventory: Path, before: str, after: str) -> None:
    inventory.write_bytes(before.encode())
    assert follow_address(inventory, "nas", OLD, NEW)
    assert inventory.read_bytes() == after.encode()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('homelab = ["nas"]\n_old = "10.0.0.5"\n', id="says no address"),
        pytest.param('homelab = ["10.0.0.5"]\n', id="has it as the host's name"),
        pytest.param('homelab = [("nas", {"ssh_hostname": f"10.0.0.{5}"})]\n', id="computes it"),
        pytest.param(
            'homelab = [("nas", {"ssh_hostname": "10.0.0." "5"})]\n', id="has it in two pieces"
        ),
        pytest.param(
            '_IP = "10.0.0.5"\n'
            'homelab = [("nas", {"ssh_hostname": _IP}), ("vm", {"ssh_hostname": _IP})]\n',
            id="has two hosts share it",
        ),
        pytest.param(
            '_IP = "10.0.0.5"\nhomelab = [("nas", {"ssh_hostname": _IP, "dns": [_IP]})]\n',
            id="says something else by it",
        ),
        pytest.param(
            'a = [("nas", {"ssh_hostname": "10.0.0.5"})]\n'
            'b = [("nas", {"ssh_hostname": "10.0.0.5"})]\n',
            id="says it twice",
        ),
        pytest.param(
            'homelab = [("nas", {"ssh_hostname": "nas.lan"})]\n', id="names it by another name"
        ),
        pytest.param(
            'homelab = [("tv", {"ssh_hostname": "10.0.0.5"})]\n', id="says it of another host"
        ),
        pytest.param('homelab = [("nas", {"ssh_hostname": "10.0.0.5"})\n', id="isn't Python"),
    ],
)
def test_the_file_stays_as_it_is_where_it(inventory: Path, text: str) -> None:
    inventory.write_text(text)
    assert not follow_address(inventory, "nas", OLD, NEW)
    assert inventory.read_text() == text
    assert [path.name for path in inventory.parent.iterdir()] == [inventory.name]


def test_a_link_stays_a_link_and_its_file_follows(inventory: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles" / "inventory.py"
    kept.parent.mkdir()
    kept.write_text(f'homelab = [("nas", {{"ssh_hostname": "{OLD}"}})]\n')
    inventory.symlink_to(kept)
    assert follow_address(inventory, "nas", OLD, NEW)
    assert inventory.is_symlink()
    assert NEW in kept.read_text()
