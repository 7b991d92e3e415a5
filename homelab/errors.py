"""The base of every error that homelab raises on purpose.

Its message says what is wrong, where, and what to do; the CLI prints it as it stands and
exits with the class's code. Anything else that reaches the CLI is a fault of homelab's own.
"""

from __future__ import annotations

from typing import ClassVar

from homelab.result import ExitCode

__all__ = ["HomelabError"]


class HomelabError(Exception):
    """Something went wrong that the reader can put right; the message tells how.

    A subclass about wrong configuration sets `exit_code` to ExitCode.USAGE.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.FAILED

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message
