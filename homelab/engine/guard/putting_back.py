"""Have a failed change put back, or wait until the node has done so by itself."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass

from nornir.core.inventory import Host as NornirHost

from homelab.engine.guard.on_node import State, guard_state, revert
from homelab.engine.nornir_lab import model_host, replace_transport, transport_of
from homelab.engine.steps import Step
from homelab.errors import HomelabError
from homelab.result import Kind, Outcome, Result
from homelab.transport import Transport, Unreachable, open_transport, open_way

__all__ = ["Armed", "put_back"]

RETRY_SECONDS = 2.0
MARGIN_SECONDS = 60.0
"""What a node may take to put everything back and to be reached again."""


@dataclass(frozen=True)
class Armed:
    """A change that the node waits to hear of."""

    identity: str
    seconds: int
    before: Transport
    """The connection by which it was armed."""


def put_back(host: NornirHost, step: Step, armed: Armed, why: str) -> Result:
    """Have the change put back at once, or wait until the node has done it by itself.

    A failure either way; unknown where the node couldn't be asked whether it was.
    """
    start = time.monotonic()
    deadline = start + armed.seconds + MARGIN_SECONDS
    state, said = State(), ""
    transport: Transport | None = transport_of(host)
    while time.monotonic() < deadline:
        try:
            transport = transport or _come_back(host, armed.before)
            state = guard_state(transport)
            if (state.state, state.id) != ("armed", armed.identity):
                break
            revert(transport, why)
        except HomelabError as error:
            said = str(error)
            if transport is not None and isinstance(error, Unreachable):
                with suppress(HomelabError):
                    transport.close()
                transport = None
            time.sleep(RETRY_SECONDS)
    if transport is not None and transport is not transport_of(host):
        replace_transport(host, transport)
    is_back = (state.state, state.id) == ("reverted", armed.identity)
    detail = f"put back as it was before: {state.why}" if is_back else (
        f"the node couldn't be asked whether it is put back ({said}); it does so by itself "
        f"{armed.seconds} s after it lost contact; then see `homelab guard status {host.name}`"
    )  # fmt: skip
    outcome = Outcome.FAILED if is_back else Outcome.UNKNOWN
    seconds = time.monotonic() - start
    return Result(
        host.name, step.task, step.provider, "the change is kept", Kind.OPERATION, outcome,
        seconds, detail=detail,
    )  # fmt: skip


def _come_back(host: NornirHost, before: Transport) -> Transport:
    """A new connection by the way that was in use before the change, or by any other."""
    model = model_host(host)
    if before.way is not None:
        with suppress(Unreachable):
            return open_way(before.way, model)
    return open_transport(model, host.data["lab"])
