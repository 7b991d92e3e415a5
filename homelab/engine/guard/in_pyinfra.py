"""The guard as two operations, for pyinfra's own command line: armed before, confirmed after.

Both speak to the node over connections of homelab's own, so that what confirms is a new one.
Under pyinfra nobody tells the node meanwhile that homelab is there, and pyinfra takes all
hosts through each operation together, so the node waits longer.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing

from pyinfra import host, state
from pyinfra.api import FunctionCommand, operation

from homelab.case import events
from homelab.engine.guard.on_node import arm, confirm
from homelab.engine.steps import Step
from homelab.model.lab import Lab
from homelab.transport import open_transport

__all__ = ["armed", "confirmed"]

SECONDS = 300
CHANGE = "homelab's guarded change"
CONFIRMED = " is confirmed"
"""How the name of the operation ends that confirms."""


@operation()
def armed(lab: Lab, host_name: str, step: Step) -> Generator[FunctionCommand]:
    """The node can put back what STEP is about to change, where that is anything."""
    if host.executing_op_hash is not None and _is_anything_pending(host.executing_op_hash):
        yield FunctionCommand(_arm, (lab, host_name, step), {})


@operation()
def confirmed(lab: Lab, host_name: str, step: Step) -> Generator[FunctionCommand]:
    """Homelab gets in by a new connection, so the change is kept."""
    if CHANGE in host.connector_data:
        yield FunctionCommand(_confirm, (lab, host_name, step), {})


def _is_anything_pending(own: str) -> bool:
    """Whether any operation between OWN and the one that confirms would change the node.

    pyinfra may not have foreseen it (`-y`), so each is asked for its first command.
    """
    for op_hash in host.op_hash_order[host.op_hash_order.index(own) + 1 :]:
        (name,) = state.op_meta[op_hash].names
        if name.endswith(CONFIRMED):
            return False
        if any(True for _ in state.ops[host][op_hash].command_generator()):
            return True
    return False


def _arm(lab: Lab, name: str, step: Step) -> None:
    assert step.touched is not None  # noqa: S101 - what is guarded states it
    with closing(open_transport(lab.hosts[name], lab)) as transport:
        change = f"{step.task}/{step.provider}"
        host.connector_data[CHANGE] = arm(transport, step.touched, SECONDS, change)
    events.append(lab.kept, "guard.armed", host=name, task=change, seconds=str(SECONDS))


def _confirm(lab: Lab, name: str, step: Step) -> None:
    with closing(open_transport(lab.hosts[name], lab)) as transport:
        confirm(transport, host.connector_data.pop(CHANGE))
    events.append(lab.kept, "guard.confirmed", host=name, task=f"{step.task}/{step.provider}")
