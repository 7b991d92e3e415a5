"""Two real nodes in a lab of a user's own."""

from collections.abc import Iterator

import pytest
from support.own_lab import OwnLab, own_lab


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnLab]:
    """The nodes, for the tests of one file; each test applies what it begins with."""
    with own_lab(tmp_path_factory.mktemp("guard"), ["one", "two"]) as made:
        yield made
