"""The pytest plugin behind the kit: `pytest_plugins = ["homelab.testing.plugin"]`.

It runs the kit's tests once for every rule and provider. A test module says which providers
it is about by `PROVIDERS = ["firewall/toy"]`; without that it is about every one installed,
homelab's own and those that come by the entry-point group `homelab.providers`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from homelab.roadmap import registry
from homelab.testing.package import Package, open_package

if TYPE_CHECKING:  # a run that only asks for shapes shall not load the engine
    from homelab.testing.life.nodes import Nodes
    from homelab.testing.life.standing import Standing
    from homelab.testing.plan.foreseen import Foreseen
    from homelab.testing.plan.snapshots import Snapshots

__all__: list[str] = []

PACKAGES = pytest.StashKey[dict[str, Package]]()
FORESEEN = pytest.StashKey["dict[str, Foreseen]"]()
STANDING = pytest.StashKey["Standing"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one option of the kit."""
    group = parser.getgroup("homelab conformance")
    group.addoption(
        "--update-snapshots",
        action="store_true",
        help="Store what providers plan now; read the difference before you commit it.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of the marks, for suites that don't declare them; refuse to update in CI."""
    if config.option.update_snapshots and os.environ.get("CI"):
        raise pytest.UsageError("--update-snapshots isn't for CI: somebody has to read the change")
    config.addinivalue_line("markers", "lab: needs nodes of the rehearsal lab")
    config.addinivalue_line("markers", "slow: takes minutes to hours")
    config.stash[PACKAGES] = {}
    config.stash[FORESEEN] = {}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask the kit's tests of every provider, all rules of one before the next."""
    if "conforming" not in metafunc.fixturenames:
        return
    names = getattr(metafunc.module, "PROVIDERS", None) or list(_installed())
    metafunc.parametrize("conforming", names, indirect=True, scope="session")


@pytest.fixture(scope="session")
def conforming(request: pytest.FixtureRequest) -> str:
    """The name of the provider under test, TASK/PROVIDER."""
    name: str = request.param
    return name


@pytest.fixture
def package(conforming: str, request: pytest.FixtureRequest) -> Package:
    """The provider under test, opened; what can't be opened is one fault and not many."""
    known = request.config.stash[PACKAGES]
    if conforming not in known:
        task, _, provider = conforming.partition("/")
        try:
            known[conforming] = open_package(task, provider)
        except Exception as error:  # noqa: BLE001 - anything may happen in a stranger's import
            pytest.skip(f"{conforming} can't be imported, as can_be_imported says: {error}")
    return known[conforming]


@pytest.fixture
def foreseen(package: Package, request: pytest.FixtureRequest) -> Foreseen:
    """The provider's plans on fake hosts, made once for all rules."""
    from homelab.testing.plan.foreseen import Foreseen

    return request.config.stash[FORESEEN].setdefault(str(package), Foreseen(package))


@pytest.fixture
def snapshots(request: pytest.FixtureRequest) -> Snapshots:
    """Where plans are stored: beside the tests."""
    from homelab.testing.plan.snapshots import Snapshots

    return Snapshots(request.path.parent / "snapshots", request.config.option.update_snapshots)


@pytest.fixture(scope="session")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """Two nodes of the rehearsal lab, for every provider in turn; gone afterwards."""
    from homelab.testing.life.nodes import Nodes

    with Nodes.standing(tmp_path_factory.mktemp("life")) as nodes:
        yield nodes


@pytest.fixture
def standing(package: Package, request: pytest.FixtureRequest) -> Standing:
    """The provider under test on the nodes, as its earlier rules left it."""
    from homelab.testing.life.standing import Standing

    if package.provider.untried is not None:
        pytest.skip(package.provider.untried)
    nodes: Nodes = request.getfixturevalue("nodes")
    current = request.config.stash.get(STANDING, None)
    if current is None or current.package is not package:
        current = request.config.stash[STANDING] = Standing.begin(package, nodes)
    return current


def _installed() -> Iterator[str]:
    for task in registry.tasks():
        for provider in registry.provider_names(task):
            yield f"{task}/{provider}"
