"""What the tests of several rooms need from pytest."""

import re

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling  # type: ignore[import-untyped]

pytest_plugins = ["homelab.testing.plugin"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the kill matrix show what each of its tests relies on."""
    parser.addoption(
        "--without",
        choices=("guard", "lock", "record", "probe"),
        help="Run the kill matrix without this; what relies on it must fail.",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, which are those on nodes."""
    items.sort(key=lambda item: item.get_closest_marker("lab") is None)


class InGroups(LoadScopeScheduling):  # type: ignore[misc] # xdist has no types for it
    """A process takes all tests of a provider's life, or of a folder, one after the other."""

    def _split_scope(self, nodeid: str) -> str:
        """The provider that the test is about, or its folder."""
        provider = re.search(r"\[(\w+/\w+)", nodeid)
        return provider[1] if provider else nodeid.partition("::")[0].rpartition("/")[0]


@pytest.hookimpl(optionalhook=True)  # xdist's
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> InGroups:
    """Keep together what shares nodes, for one of several processes."""
    return InGroups(config, log)
