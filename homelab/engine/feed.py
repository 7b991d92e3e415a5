"""What a run tells while it goes on; progress bars, logs and reports subscribe."""

from __future__ import annotations

from collections.abc import Iterator

from nornir.core.inventory import Host as NornirHost
from nornir.core.task import AggregatedResult, MultiResult
from nornir.core.task import Task as NornirTask

from homelab.result import Kind, Outcome, Result

__all__ = ["Collector", "Feed"]


class Feed:
    """Does nothing with what it is told; subclass what you care for. Called from many threads."""

    def stage_began(self, stage: str, hosts: tuple[str, ...]) -> None:
        """A task of the roadmap, or reaching the hosts, begins on HOSTS."""

    def operation_began(self, host: str, task: str, name: str) -> None:
        """An operation begins on a host."""

    def said(self, host: str, task: str, text: str) -> None:
        """Something that one should know before it happens, or while one waits."""

    def ended(self, result: Result) -> None:
        """An operation, or a host as a whole, ended."""


class Collector:
    """The Nornir processor that tells results as they come and keeps them in the hosts' order."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._told: set[Result] = set()
        self.results: list[Result] = []

    def tell(self, result: Result) -> None:
        """Tell a result, once."""
        if result not in self._told:
            self._told.add(result)
            self._feed.ended(result)

    def add(self, result: Result) -> None:
        """Tell a result and keep it."""
        self.tell(result)
        self.results.append(result)

    def task_instance_completed(
        self, task: NornirTask, host: NornirHost, result: MultiResult
    ) -> None:
        """Tell what one host came to."""
        for one in _results(task, host.name, result):
            self.tell(one)

    def task_completed(self, task: NornirTask, result: AggregatedResult) -> None:
        """Keep what all hosts came to."""
        for host, multi in result.items():
            self.results.extend(_results(task, host, multi))

    def task_started(self, task: NornirTask) -> None:
        """Nornir's event; the stage is told by the run, which knows its hosts."""

    def task_instance_started(self, task: NornirTask, host: NornirHost) -> None:
        """Nornir's event."""

    def subtask_instance_started(self, task: NornirTask, host: NornirHost) -> None:
        """Nornir's event; homelab's tasks have no parts of Nornir's kind."""

    def subtask_instance_completed(
        self, task: NornirTask, host: NornirHost, result: MultiResult
    ) -> None:
        """Nornir's event."""


def _results(task: NornirTask, host: str, multi: MultiResult) -> Iterator[Result]:
    """One host's results; an exception that nobody foresaw is a failure like others."""
    for part in multi:
        if part.exception is not None:
            error = f"{type(part.exception).__name__}: {part.exception}"
            what = "homelab itself"
            yield Result(host, task.name, "", what, Kind.HOST, Outcome.FAILED, detail=error)
        elif isinstance(part.result, list):
            yield from part.result
