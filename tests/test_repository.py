"""The lab's files come under version control, and what isn't theirs stays out."""

from __future__ import annotations

from pathlib import Path

import pytest

from homelab import repository
from homelab.errors import HomelabError
from homelab.repository import files_with, first_commit, git, head, is_begun

LISTED = [".gitignore", "group_data/all.py", "inventory.py"]


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    folder = tmp_path / "lab"
    (folder / "group_data").mkdir(parents=True)
    (folder / "inventory.py").write_text("homelab = []\n")
    (folder / "group_data" / "all.py").write_text("")
    (folder / "letters.txt").write_text("private\n")
    (folder / "identity.agekey").write_text("AGE-SECRET-KEY-1QQ\n")
    return folder


def committed(folder: Path) -> list[str]:
    return git(folder, "ls-tree", "-r", "--name-only", "HEAD").splitlines()


def test_the_labs_files_and_no_others_are_committed(lab: Path) -> None:
    assert not is_begun(lab)
    first_commit(lab, "main")
    assert is_begun(lab)
    assert committed(lab) == LISTED
    assert git(lab, "branch", "--show-current") == "main"
    assert git(lab, "check-ignore", "identity.agekey", ".homelab/ways.json") != ""


def test_a_repository_of_the_persons_own_keeps_its_branch_and_what_is_in_the_works(
    lab: Path,
) -> None:
    git(lab, "init", "--quiet", "--initial-branch=trunk")
    git(lab, "add", "letters.txt", "inventory.py")
    git(lab, *repository.NOBODY, "commit", "--quiet", "-m", "mine")
    git(lab, "add", "group_data")
    first_commit(lab, "main")
    assert git(lab, "branch", "--show-current") == "trunk"
    assert committed(lab) == [".gitignore", "inventory.py", "letters.txt"]
    assert git(lab, "diff", "--cached", "--name-only") == "group_data/all.py"
    assert is_begun(lab)


def test_a_line_that_gitignore_lacks_is_added_below_the_others(lab: Path) -> None:
    (lab / ".gitignore").write_text("letters.txt\n*.key\n")
    first_commit(lab, "main")
    lines = (lab / ".gitignore").read_text().splitlines()
    assert lines[:2] == ["letters.txt", "*.key"]
    assert "*.agekey" in lines[2:]
    assert lines.count("*.key") == 1


def test_a_part_of_another_repository_is_refused(lab: Path) -> None:
    git(lab.parent, "init", "--quiet")
    with pytest.raises(HomelabError, match=r"is a part of the repository .*git -C .*lab init"):
        is_begun(lab)


def test_a_key_in_the_last_commit_is_found(lab: Path) -> None:
    first_commit(lab, "main")
    assert files_with(lab, "AGE-SECRET-KEY-1") == []
    git(lab, "add", "--force", "identity.agekey")
    git(lab, *repository.NOBODY, "commit", "--quiet", "-m", "oh")
    assert files_with(lab, "AGE-SECRET-KEY-1") == ["identity.agekey"]


def test_a_machine_without_git_says_what_to_do(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(HomelabError, match="git isn't installed here"):
        first_commit(lab, "main")


def test_what_is_bundled_can_be_cloned(lab: Path, tmp_path: Path) -> None:
    first_commit(lab, "main")
    (tmp_path / "bundle").write_bytes(repository.bundle(lab))
    git(tmp_path, "clone", "--quiet", "bundle", "clone")
    assert head(tmp_path / "clone") == head(lab)
