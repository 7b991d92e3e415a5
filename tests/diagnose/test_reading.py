"""Answers of nodes are read as they come: names with spaces, files that aren't whole."""

from __future__ import annotations

import pytest

from homelab.diagnose.copies import known, troubles
from homelab.diagnose.disks import Full, full
from homelab.diagnose.fault import CannotTell

TROUBLED = (
    '{"services": {"pages": {"trouble": "no room"}}, "repositories": {"nas": {"trouble": ""}}}'
)


def test_a_disk_with_a_space_in_its_name_is_one() -> None:
    said = "/media/My Disk\t12\t100%\t/media/My Disk/old disk.img\n/srv\t0\t96%\t\n"
    assert list(full(said)) == [
        Full("/media/My Disk", 12, "100%", "/media/My Disk/old disk.img"),
        Full("/srv", 0, "96%", ""),
    ]


def test_before_the_first_copy_nothing_is_known() -> None:
    assert known("") == {}
    assert list(troubles("\n")) == []


def test_what_went_wrong_is_told_with_its_name() -> None:
    assert list(troubles(TROUBLED)) == ["pages: no room"]


def test_a_file_that_is_cut_off_tells_nothing() -> None:
    with pytest.raises(CannotTell, match="homelab backup"):
        known(TROUBLED[:20])
