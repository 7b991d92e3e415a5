"""The history loses nothing, whatever happened to its file."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from homelab.case.events import FILE, append, damaged, events


def names(kept: Path) -> list[str]:
    return [event["event"] for event in events(kept)]


def test_what_is_appended_is_read_in_order(tmp_path: Path) -> None:
    append(tmp_path, "first", why="grüße\n")
    append(tmp_path, "second")
    assert names(tmp_path) == ["first", "second"]
    assert [event.get("why") for event in events(tmp_path)] == ["grüße\n", None]
    assert damaged(tmp_path) == []


@pytest.mark.parametrize("cut", [1, 2, 20, 60])
def test_a_line_that_a_crash_cut_short_takes_no_other_with_it(tmp_path: Path, cut: int) -> None:
    for name in ("first", "second"):
        append(tmp_path, name)
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:-cut])
    append(tmp_path, "third")
    # Without its end of line alone, an event is whole.
    kept = ["first", "second", "third"] if cut == 1 else ["first", "third"]
    assert names(tmp_path) == kept
    assert damaged(tmp_path) == ([] if cut == 1 else [2])


@pytest.mark.parametrize("line", ["[]", "{}", "17", '{"event": 3, "at": "", "by": ""}', "\udcff"])
def test_what_is_no_event_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    append(tmp_path, "first")
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes() + line.encode(errors="surrogateescape") + b"\n")
    append(tmp_path, "last")
    assert (names(tmp_path), damaged(tmp_path)) == (["first", "last"], [2])


def test_many_write_at_once_and_every_line_is_whole(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_write, args=(tmp_path, n)) for n in range(4)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert sorted(names(tmp_path)) == sorted(f"{n}" for n in range(4) for _ in range(25))


def test_who_is_killed_while_writing_harms_no_other_line(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    for _ in range(3):
        writer = spawn.Process(target=_write, args=(tmp_path, 0, 100_000))
        writer.start()
        while not (tmp_path / FILE).exists() or len(names(tmp_path)) < 3:
            assert writer.is_alive()
        writer.kill()
        writer.join()
        before = len(names(tmp_path))
        append(tmp_path, "after")
        assert names(tmp_path)[before:] == ["after"]
        assert set(names(tmp_path)) == {"0", "after"}


def _write(kept: Path, number: int, times: int = 25) -> None:
    for _ in range(times):
        append(kept, f"{number}", filler="x" * 3000)
