"""A rehearsal commits a copy of the lab's files, and nothing in the lab's own folder."""

from __future__ import annotations

from pathlib import Path

from homelab.rehearsal.files import COPY, copy_files
from homelab.repository import LAB_FILES, first_commit, git, is_begun


def test_a_lab_inside_of_a_repository_is_copied_out_of_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "group_data").mkdir()
    for name in ("inventory.py", "group_data/all.py", "letters.txt"):
        (tmp_path / name).write_text("x = 1\n")
    copy_files(tmp_path)
    first_commit(tmp_path / COPY, "main")
    assert is_begun(tmp_path / COPY)
    tracked = git(tmp_path / COPY, "ls-files").splitlines()
    assert tracked == [".gitignore", "group_data/all.py", "inventory.py"]
    assert git(tmp_path, "log", "--all") == ""


def test_a_second_rehearsal_goes_on_with_the_first_ones_repository(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("letters.txt\n")
    copy_files(tmp_path)
    first_commit(tmp_path / COPY, "main")
    copy_files(tmp_path)
    assert not is_begun(tmp_path / COPY), "its .gitignore is the lab's again"
    first_commit(tmp_path / COPY, "main")
    assert is_begun(tmp_path / COPY)
    assert git(tmp_path / COPY, "rev-list", "--count", "HEAD") == "1"


def test_what_is_gone_from_the_lab_is_gone_from_its_copy(tmp_path: Path) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "old.py").write_text("")
    copy_files(tmp_path)
    (tmp_path / "checks" / "old.py").unlink()
    copy_files(tmp_path)
    assert "checks" in LAB_FILES
    assert list((tmp_path / COPY / "checks").iterdir()) == []
