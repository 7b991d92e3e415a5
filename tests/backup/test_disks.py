"""A disk is one medium, in however many folders and partitions it is used."""

from pathlib import Path

from homelab.backup.onnode.standing import disks


def test_folders_of_a_disk_are_one_medium(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert disks(str(tmp_path)) == disks(str(tmp_path / "other"))


def test_what_is_not_there_yet_is_where_it_would_be(tmp_path: Path) -> None:
    assert disks(str(tmp_path / "to" / "be" / "made")) == disks(str(tmp_path))


def test_memory_is_another_medium(tmp_path: Path) -> None:
    assert not disks(str(tmp_path)) & disks("/dev/shm")
