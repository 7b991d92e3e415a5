"""The pytest plugin: `pytest_plugins = ["homelab.verify.plugin"]` in checks/conftest.py.

A module that holds a Phase becomes that phase's checkpoints, so a door is one import line.
Every test that uses `node`, `host` or `outside` runs once a node: for a checks.py of the
roadmap, the nodes that have its task or provider; for the user's own, every node, or those
of the task that it names by `@pytest.mark.task("remote_access")`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from testinfra.host import Host

from homelab.contract import Node, Phase
from homelab.errors import HomelabError
from homelab.model.lab import Lab
from homelab.result import Outcome
from homelab.verify.checksfiles import ChecksFile, find_checks
from homelab.verify.controller import Controller
from homelab.verify.errors import UNKNOWN
from homelab.verify.evidence import EVIDENCE, Evidence
from homelab.verify.explain import Comparison
from homelab.verify.person import Person
from homelab.verify.selection import Selection
from homelab.verify.subject import SUBJECT, Subject
from homelab.verify.vantage import Vantage

__all__ = ["controller", "here", "host", "lab", "node", "outside", "person"]

DOORS = pytest.StashKey[dict[int, Path]]()
RUNNING = pytest.StashKey[Evidence]()


class ChecksModule(pytest.Module):
    """A checks.py of the roadmap, collected through a door."""

    def __init__(self, checks: ChecksFile, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.checks = checks

    def _getobj(self) -> ModuleType:
        # By name and not by path: an outside provider's package may stand anywhere.
        loaded = sys.modules.get(self.checks.module)
        if type(getattr(loaded, "__loader__", None)).__name__ != "AssertionRewritingHook":
            # Somebody imported it as it stands, and so its assertions couldn't explain themselves.
            sys.modules.pop(self.checks.module, None)
        pytest.register_assert_rewrite(self.checks.module)
        return import_module(self.checks.module)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that `homelab verify` has too."""
    group = parser.getgroup("homelab")
    default = Path(os.environ.get("HOMELAB_INVENTORY", "inventory.py"))
    group.addoption("--inventory", type=Path, default=default, help="The lab's inventory.")
    group.addoption("--limit", action="append", default=[], help="Only this host or group.")
    group.addoption("--phase", type=int, help="Only this phase of the roadmap.")
    group.addoption("--task", action="append", default=[], help="Only this task.")
    group.addoption(
        "--allow-unreachable", action="store_true", help="Nodes that can't be asked are no failure."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of the mark."""
    config.addinivalue_line("markers", "task(name): ask only the nodes that have this task")
    config.stash[DOORS] = {}


def pytest_sessionstart(session: pytest.Session) -> None:
    """Load the lab, unless whoever runs pytest has brought it."""
    config = session.config
    if SUBJECT in config.stash:
        return
    from homelab.model import load

    try:
        selection = Selection.of(
            load(_inventory(config)), config.option.limit, config.option.phase, config.option.task
        )
    except HomelabError as error:
        raise pytest.UsageError(str(error)) from error
    allowed = config.option.allow_unreachable
    config.stash[SUBJECT] = Subject(selection, is_allowed_unreachable=allowed)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about no node or task of the selection."""
    if SUBJECT in config.stash:
        tasks = config.stash[SUBJECT].selection.tasks
        outside = [item for item in items if not _is_meant(item, in_tasks=tasks is not None)]
        items[:] = [item for item in items if item not in outside]
        config.hook.pytest_deselected(items=outside)


def _is_meant(item: pytest.Item, *, in_tasks: bool) -> bool:
    """Whether ITEM has a node to ask; without one it is the lab's, and in no task."""
    params = item.callspec.params if hasattr(item, "callspec") else {}
    return isinstance(params["node"], Node) if "node" in params else not in_tasks


def pytest_collection_finish(session: pytest.Session) -> None:
    """Connect to all nodes at once before the first question."""
    if session.items and not session.config.option.collectonly:
        session.config.stash[SUBJECT].connect()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the connections."""
    if SUBJECT in config.stash:
        config.stash[SUBJECT].close()


def pytest_pycollect_makeitem(
    collector: pytest.Module | pytest.Class, name: str, obj: object
) -> list[pytest.Collector] | None:
    """A Phase in a module is a door to its checkpoints; through a second door there are none."""
    del name
    if not isinstance(obj, Phase):
        return None
    config = collector.config
    if config.stash[DOORS].setdefault(obj.number, collector.path) != collector.path:
        return []
    return [
        ChecksModule.from_parent(
            collector,
            path=checks.path,
            name=checks.name,
            nodeid=f"{collector.nodeid}::{checks.name}",
            checks=checks,
        )
        for checks in find_checks(obj, config.stash[SUBJECT].selection)
    ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask every node that the test is about."""
    if "node" not in metafunc.fixturenames:
        return
    nodes = _nodes(metafunc)
    names = [node.name for node in nodes]
    ids = [n.name if names.count(n.name) == 1 else f"{n.name}-{n.provider}" for n in nodes]
    metafunc.parametrize("node", nodes, ids=ids, indirect=True, scope="module")


def _nodes(metafunc: pytest.Metafunc) -> tuple[Node[Any], ...]:
    subject = metafunc.config.stash[SUBJECT]
    module = metafunc.definition.getparent(ChecksModule)
    if module is not None:
        return module.checks.nodes
    mark = metafunc.definition.get_closest_marker("task")
    if mark is not None:
        return subject.selection.nodes(mark.args[0])
    return subject.bare_nodes() if subject.selection.tasks is None else ()


def _inventory(config: pytest.Config) -> Path:
    path: Path = config.option.inventory
    return path if path.is_absolute() else config.invocation_params.dir / path


@pytest.fixture(scope="session")
def lab(request: pytest.FixtureRequest) -> Lab:
    """The whole lab."""
    return request.config.stash[SUBJECT].lab


@pytest.fixture(scope="module")
def node(request: pytest.FixtureRequest) -> Node[Any]:
    """The node that is asked, as the provider under test sees it."""
    found: Node[Any] = request.param
    return found


@pytest.fixture(scope="module")
def host(request: pytest.FixtureRequest, node: Node[Any]) -> Host:
    """The node as testinfra sees it from within, as root."""
    return request.config.stash[SUBJECT].host(node.name)


@pytest.fixture
def outside(request: pytest.FixtureRequest, node: Node[Any]) -> Vantage:
    """Another node to look from; the controller in a lab of one."""
    notes = request.node.stash[EVIDENCE].notes
    return request.config.stash[SUBJECT].outside(node.name, notes.append)


@pytest.fixture
def here(request: pytest.FixtureRequest, node: Node[Any]) -> Vantage:
    """The node itself as a place to look from."""
    notes = request.node.stash[EVIDENCE].notes
    return request.config.stash[SUBJECT].here(node.name, notes.append)


@pytest.fixture
def controller(request: pytest.FixtureRequest) -> Controller:
    """The machine that homelab runs on, to look and log in from."""
    return request.config.stash[SUBJECT].controller(request.node.stash[EVIDENCE].notes.append)


@pytest.fixture
def person(request: pytest.FixtureRequest) -> Person:
    """Whoever looks after the lab, and has attested what only a person can see."""
    stash = request.config.stash
    return Person(stash[SUBJECT].lab, request.node.stash[EVIDENCE].notes.append)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Keep what becomes known of the checkpoint."""
    item.stash[EVIDENCE] = item.config.stash[RUNNING] = Evidence(item)
    return (yield)


def pytest_assertrepr_compare(config: pytest.Config, op: str, left: object, right: object) -> None:
    """Remember what was compared; pytest explains it its own way."""
    if RUNNING in config.stash:
        config.stash[RUNNING].comparison = Comparison(op, left, right)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A node that can't be asked leaves its checkpoints unknown, whatever the traceback."""
    report = yield
    error = call.excinfo.value if call.excinfo else None
    evidence = item.stash[EVIDENCE]
    evidence.add(report, error)
    if isinstance(error, UNKNOWN):
        report.longrepr = f"unknown: {error}"
        if item.config.stash[SUBJECT].is_allowed_unreachable:
            report.outcome = "skipped"
            report.longrepr = (str(item.path), 0, f"unknown: {error}")
    if report.when == "teardown":
        for note in evidence.notes:
            report.user_properties.append(("evidence", note))
        report.homelab_result = evidence.result()  # type: ignore[attr-defined]
    report.homelab_unknown = evidence.outcome is Outcome.UNKNOWN  # type: ignore[attr-defined]
    return report


def pytest_report_teststatus(
    report: pytest.CollectReport | pytest.TestReport,
) -> tuple[str, str, str] | None:
    """Unknown is a word of its own in pytest's summary."""
    is_unknown = getattr(report, "homelab_unknown", False) and report.outcome != "passed"
    return ("unknown", "?", "UNKNOWN") if is_unknown else None
