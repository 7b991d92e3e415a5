"""A virtual machine, for what a container can't show: one for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.own_lab import OwnLab, own_lab

from homelab.lab import VirtualMachine

PARTS = VirtualMachine(disks=("1G", "1G", "512M"), cards=4)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them: an emulated machine takes a minute to boot."""
    for item in items:
        if item.path.is_relative_to(__file__.rpartition("/")[0]):
            item.add_marker(pytest.mark.lab)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def vm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnLab]:
    """A lab of `vm`, a virtual machine with blank disks and cards to spare, and `beside`."""
    with own_lab(tmp_path_factory.mktemp("vm"), ["vm", "beside"], {"vm": PARTS}) as made:
        yield made
