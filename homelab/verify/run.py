"""Run the checkpoints of a lab by pytest, in this process, and collect one Result each."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from homelab.case.evidence import keep
from homelab.errors import HomelabError
from homelab.model.lab import Lab
from homelab.result import ExitCode, Kind, Outcome, Result
from homelab.secrets.masking import mask
from homelab.verify import doors
from homelab.verify.evidence import Evidence
from homelab.verify.selection import Selection
from homelab.verify.subject import SUBJECT, Subject

__all__ = ["CannotRun", "Verified", "VerifyFeed", "verify"]

OPTIONS = (
    *("-p", "homelab.verify.plugin"),
    *("-p", "no:pytest11.testinfra"),  # its `host` would hide ours
    *("-p", "no:cacheprovider"),  # a lab's folder stays as it is
    *("-p", "no:terminal"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # plugins may be imported already
    *("-o", "addopts="),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # homelab itself is loaded already
    "--capture=sys",
    "--continue-on-collection-errors",
)
SETTINGS = Path(__file__).with_name("pytest.ini")


class CannotRun(HomelabError):
    """What was asked for, or a conftest.py of the user's, keeps pytest from beginning."""

    exit_code = ExitCode.USAGE


class VerifyFeed:
    """What a run tells while it goes on; subclass what you care for."""

    def began(self, total: int) -> None:
        """TOTAL checkpoints are going to be asked."""

    def ended(self, result: Result) -> None:
        """One has been."""


@dataclass(frozen=True)
class Verified:
    """What was asked, and what came of it."""

    results: tuple[Result, ...]
    is_interrupted: bool = False

    @property
    def passed(self) -> bool:
        """Whether there are checkpoints and every one of them is good."""
        return bool(self.results) and all(r.outcome is Outcome.GOOD for r in self.results)


def verify(
    lab: Lab,
    *,
    hosts: Iterable[str] | None = None,
    tasks: Iterable[str] | None = None,
    match: str = "",
    feed: VerifyFeed | None = None,
) -> Verified:
    """Ask LAB's checkpoints, and those in its own checks/; MATCH is an expression of pytest's -k.

    HOSTS and TASKS are names; None means all. Ctrl-C ends it in order: what wasn't asked by
    then is `not reached`. Without MATCH, what came of it is evidence for the case. Raises
    CannotRun for a wrong expression or a broken conftest.py.
    """
    selection = Selection(
        lab,
        None if hosts is None else frozenset(hosts),
        None if tasks is None else frozenset(tasks),
    )
    recorder = Recorder(selection, feed or VerifyFeed())
    options = [*OPTIONS, "--rootdir", str(lab.root), *(["-k", match] if match else [])]
    said = io.StringIO()
    with _forgetting(lab.root / "checks"), redirect_stderr(said):
        code = pytest.main([*options, *recorder.arguments], plugins=[recorder])
    if code == pytest.ExitCode.INTERNAL_ERROR:
        raise RuntimeError(f"pytest: {recorder.fault}")
    if code == pytest.ExitCode.USAGE_ERROR:
        raise CannotRun(f"pytest can't run the checks: {said.getvalue().strip()}")
    verified = Verified(recorder.all_results(), code == pytest.ExitCode.INTERRUPTED)
    if not match and not verified.is_interrupted:
        keep(lab.kept, verified.results)
    return verified


@contextmanager
def _forgetting(folder: Path) -> Iterator[None]:
    """Forget afterwards what was imported from FOLDER: the next lab has files of those names."""
    path = list(sys.path)
    try:
        yield
    finally:
        sys.path[:] = path
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", None) or "").startswith(f"{folder}/"):
                del sys.modules[name]


class Recorder:
    """The plugin object that brings the lab to pytest and takes the results home."""

    def __init__(self, selection: Selection, feed: VerifyFeed) -> None:
        self._subject = Subject(selection)
        self._feed = feed
        self._items: list[pytest.Item] = []
        self._results: list[Result] = []
        self._ended: set[str] = set()
        self.fault = ""

    @property
    def arguments(self) -> list[str]:
        """The user's own checks, beside which pytest finds its settings; without any, ours."""
        own = self._subject.lab.root / "checks"
        return [str(own)] if own.is_dir() else ["-c", str(SETTINGS), str(doors.__file__)]

    def all_results(self) -> tuple[Result, ...]:
        """The results so far, then `not reached` for what wasn't asked."""
        left = (item for item in self._items if item.nodeid not in self._ended)
        return (*self._results, *(Evidence.about(i, Outcome.NOT_REACHED) for i in left))

    def pytest_configure(self, config: pytest.Config) -> None:
        """Bring the lab, and put the doors before the user's own files."""
        config.stash[SUBJECT] = self._subject
        config.args[:] = dict.fromkeys([str(doors.__file__), *config.args])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that can't be read is a bad checkpoint of its own."""
        if report.failed:
            name = report.nodeid or "checks"
            lines = str(report.longrepr).splitlines()
            errors = [line[1:].strip() for line in lines if line.startswith("E ")]
            self._take(
                Result(
                    host="lab",
                    task="checks",
                    provider=Path(name.partition("::")[0]).stem.removeprefix("test_"),
                    name=f"{name} can be read",
                    kind=Kind.CHECKPOINT,
                    outcome=Outcome.BAD,
                    detail="\n".join(errors or lines[-1:]),
                )
            )

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Say how many checkpoints there are."""
        self._items = list(session.items)
        self._feed.began(len(self._items))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take the result when the checkpoint has ended."""
        if report.when == "teardown":
            self._ended.add(report.nodeid)
            result: Result | None = getattr(report, "homelab_result", None)
            if result is not None:
                self._take(result)

    def pytest_internalerror(self, excrepr: object) -> bool:
        """Keep what broke pytest itself, in the place of printing it."""
        self.fault = str(excrepr)
        return True

    def _take(self, result: Result) -> None:
        detail = mask(result.detail, self._subject.lab.revealed)
        self._results.append(replace(result, detail=detail))
        self._feed.ended(self._results[-1])
