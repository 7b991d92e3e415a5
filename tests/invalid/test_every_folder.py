"""Each folder here is a lab with one thing wrong, and exactly what homelab says about it."""

from pathlib import Path

import pytest

from homelab.model import InvalidLab, load

FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("*/expected.txt"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_says_what_is_wrong_where_and_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(InvalidLab) as invalid:
        load(Path("inventory.py"))
    assert f"{invalid.value}\n" == (folder / "expected.txt").read_text()
