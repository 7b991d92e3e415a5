"""A homelab in a process of its own, killed at a moment: `controller.py HOST MOMENT WITHOUT`.

MOMENT is `before-confirm`, `after-confirm`, the name of an operation, or `never`; WITHOUT is the
part that it does without (`guard`, `record`), or empty.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from homelab.engine import Feed, Terms, steps
from homelab.engine.guard import change, on_node
from homelab.library import Lab
from homelab.result import exit_code
from homelab.transport import Transport

CONFIRM = on_node.confirm


def die() -> None:
    """End at once, without a word to anybody."""
    os.kill(os.getpid(), signal.SIGKILL)


class Dying(Feed):
    """Ends the process when an operation begins."""

    def operation_began(self, host: str, task: str, name: str) -> None:
        """Die at the operation that is the moment."""
        if name == moment:
            die()


def confirm(transport: Transport, identity: str) -> None:
    """The guard's confirm, with an end before or after it."""
    if moment == "before-confirm":
        die()
    CONFIRM(transport, identity)
    if moment == "after-confirm":
        die()


_, host, moment, without = sys.argv
setattr(change, "confirm", confirm)  # noqa: B010 - it is imported there
if without == "record":
    setattr(steps, "record", lambda *_: None)  # noqa: B010 - it is imported there
no_guard = "the kill matrix asks what would happen" if without == "guard" else None
terms = Terms(hosts=frozenset({host}), guard_seconds=10, operation_timeout=20.0, no_guard=no_guard)
results = Lab.load(Path("inventory.py").resolve()).apply(terms, Dying())
for result in results:
    sys.stdout.write(f"{result.outcome} {result.task} {result.name}: {result.detail}\n")
sys.exit(exit_code(results))
