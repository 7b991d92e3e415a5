"""What the tests of several rooms need from pytest."""

import pytest

pytest_plugins = ["homelab.testing.plugin"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the kill matrix show what each of its tests relies on."""
    parser.addoption(
        "--without",
        choices=("guard", "lock", "record", "probe"),
        help="Run the kill matrix without this; what relies on it must fail.",
    )
