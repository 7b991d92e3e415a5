"""A progress display that stands while its context does."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.progress import Progress

__all__ = ["Shown"]


class Shown:
    """Starts `_progress` on the way in and takes it off the terminal on the way out."""

    _progress: Progress

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()
