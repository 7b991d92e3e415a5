"""What a run tells while it goes on; progress bars, logs and reports subscribe."""

from __future__ import annotations

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

    def ended(self, result: Result) -> None:
        """An operation, or a host as a whole, ended."""


class Collector:
    """The Nornir processor that gathers results and passes them on."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._told: set[Result] = set()
        self.results: list[Result] = []

    def tell(self, result: Result) -> None:
        """Tell a result while its task still goes on; it is kept when the task ends."""
        self._told.add(result)
        self._feed.ended(result)

    def add(self, result: Result) -> None:
        """Keep a result, and tell it unless that was done."""
        self.results.append(result)
        if result not in self._told:
            self._feed.ended(result)

    def task_started(self, task: NornirTask) -> None:
        """Nornir's event; the stage is told by the run, which knows its hosts."""

    def task_completed(self, task: NornirTask, result: AggregatedResult) -> None:
        """Nornir's event."""

    def task_instance_started(self, task: NornirTask, host: NornirHost) -> None:
        """Nornir's event."""

    def task_instance_completed(
        self, task: NornirTask, host: NornirHost, result: MultiResult
    ) -> None:
        """Keep what one host came to; an exception nobody foresaw is a failure like others."""
        for part in result:
            if part.exception is not None:
                error = f"{type(part.exception).__name__}: {part.exception}"
                self.add(
                    Result(host.name, task.name, "", "homelab itself", Kind.HOST, Outcome.FAILED,
                           detail=error)
                )  # fmt: skip
            elif isinstance(part.result, list):
                for one in part.result:
                    self.add(one)

    def subtask_instance_started(self, task: NornirTask, host: NornirHost) -> None:
        """Nornir's event; homelab's tasks have no parts of Nornir's kind."""

    def subtask_instance_completed(
        self, task: NornirTask, host: NornirHost, result: MultiResult
    ) -> None:
        """Nornir's event."""
