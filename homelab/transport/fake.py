"""A node that isn't there (`@fake`): commands succeed and answer what the inventory recorded.

Same data as pyinfra's own fake connector, `fake_responses`: a part of a command, and what it
prints, or a dict with stdout, stderr and success. Proves that a deploy can be planned, never
that it works.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from homelab.contract import CameBy
from homelab.transport.base import Completed

__all__ = ["FakeTransport"]


@dataclass
class FakeHold:
    """Nothing is held on a node that isn't there."""

    first_lines: str = "held"

    def release(self) -> None:
        """Nothing to end."""


@dataclass
class FakeTransport:
    """Answers from recorded responses; the first whose key stands in the command wins."""

    responses: Mapping[str, Any] = field(default_factory=dict)
    came_by: CameBy | None = None
    is_first_contact: bool = False
    way: None = None

    def run(
        self,
        command: str,
        *,
        stdin: bytes | None = None,  # noqa: ARG002 - the protocol's
        timeout: float | None = None,  # noqa: ARG002 - the protocol's
    ) -> Completed:
        """The recorded answer to COMMAND, or an empty success."""
        for part, answer in self.responses.items():
            if part in command:
                said = answer if isinstance(answer, Mapping) else {"stdout": answer}
                ok = said.get("success", True)
                return Completed(0 if ok else 1, _text(said, "stdout"), _text(said, "stderr"))
        return Completed(0, b"", b"")

    def hold(self, command: str) -> FakeHold:  # noqa: ARG002 - the protocol's
        """Succeeds."""
        return FakeHold()

    def close(self) -> None:
        """Nothing to end."""


def _text(said: Mapping[str, Any], stream: str) -> bytes:
    value = said.get(stream, "")
    return (value if isinstance(value, str) else "\n".join(value)).encode()
