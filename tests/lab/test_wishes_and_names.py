"""Wishes that can't be are refused at once; names tell labs apart."""

from pathlib import Path
from typing import Any

import pytest

from homelab.lab import Entry, LabError, NodeWish, VirtualMachine
from homelab.lab.machine import machine_flags
from homelab.lab.names import cache_dir, container_name, lab_hash


def test_two_working_trees_have_two_names(tmp_path: Path) -> None:
    one, other = lab_hash(tmp_path / "one"), lab_hash(tmp_path / "other")
    assert one != other
    assert container_name(one, "gateway") == f"homelab-{one}-gateway"


def test_one_tree_has_one_name_by_every_path(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "tree")
    assert lab_hash(tmp_path / "link") == lab_hash(tmp_path / "tree")


@pytest.mark.parametrize("name", ["", "Gateway", "-a", "a-", "a_b", "a" * 41, "a b"])
def test_a_name_that_is_no_host_name_is_refused(name: str) -> None:
    with pytest.raises(LabError, match="node name"):
        NodeWish(name, "debian-13", Entry(password="pw"))


def test_a_node_that_nobody_could_enter_is_refused() -> None:
    with pytest.raises(LabError, match="nobody gets in"):
        Entry("debian")
    with pytest.raises(LabError, match="needs a password"):
        Entry("debian", public_key="ssh-ed25519 AAAA", sudo="password")


@pytest.mark.parametrize("user", ["", "Ada", "a b", "a;b", "-a", "a" * 33])
def test_a_user_that_debian_would_not_make_is_refused(user: str) -> None:
    with pytest.raises(LabError, match="user"):
        Entry(user, password="pw")


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(LabError, match="debian-12, debian-13"):
        NodeWish("a", "debian-11", Entry(password="pw"))  # type: ignore[arg-type]


def test_a_wish_survives_its_label() -> None:
    wish = NodeWish(
        "a",
        "debian-13",
        Entry("debian", password="p'w", public_key="ssh-ed25519 AAAA", sudo="password"),
    )
    assert NodeWish.from_json(wish.to_json()) == wish


def test_the_cache_follows_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_dir() == tmp_path / "homelab"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_dir() == Path.home() / ".cache" / "homelab"


def test_a_virtual_machine_survives_its_label() -> None:
    machine = VirtualMachine(disks=("512M", "1G"), cards=3, boot="uefi")
    wish = NodeWish("a", "debian-13", Entry(password="pw"), machine)
    assert NodeWish.from_json(wish.to_json()) == wish


@pytest.mark.parametrize("parts", [{"disks": ("1",)}, {"disks": ("1G /",)}, {"cards": 1}])
def test_a_virtual_machine_that_cannot_be_is_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(LabError, match=r"a disk of|cards"):
        VirtualMachine(**parts)


def test_a_virtual_machine_s_container_gets_no_more_than_it_needs() -> None:
    flags = machine_flags(VirtualMachine(disks=("1G",)), has_tun=True, has_kvm=True)
    assert [flag for flag in flags if flag.startswith("--cap") or "privileged" in flag] == [
        "--cap-add"
    ]
    assert "NET_ADMIN" in flags
    assert "/dev/kvm" in flags
    assert "DISKS=1G" in flags
    with pytest.raises(LabError, match="/dev/net/tun"):
        machine_flags(VirtualMachine(), has_tun=False, has_kvm=False)
