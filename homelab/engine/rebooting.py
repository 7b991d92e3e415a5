"""Reboot nodes, a few at a time; each must be back and whole before the next ones go."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

from homelab.engine.feed import Feed
from homelab.engine.guard.on_node import guard_state
from homelab.engine.lock import lock
from homelab.engine.who import who_and_when
from homelab.errors import HomelabError
from homelab.model.lab import Host, Lab
from homelab.pending_reboot import why_pending
from homelab.result import Kind, Outcome, Result
from homelab.transport import Transport, Unreachable, open_transport

__all__ = ["Reboots", "reboot"]

BOOT = "cat /proc/sys/kernel/random/boot_id; cut -d' ' -f22 /proc/1/stat"
"""The kernel's start and that of its first process: a container's kernel is its machine's."""
GO = "systemd-run --on-active=1 --timer-property=AccuracySec=100ms systemctl reboot"
"""A second later, so that the answer still comes."""
UP = "systemctl is-system-running --wait"
WHOLE = ("running", "degraded")
"""What systemd says once it has started all there is; what failed, a verify tells."""
WELL = (Outcome.CHANGED, Outcome.UNCHANGED, Outcome.GOOD)
POLL_SECONDS = 2.0
ASK_SECONDS = 30.0


@dataclass(frozen=True)
class Reboots:
    """Which nodes, and how."""

    hosts: frozenset[str] | None = None
    """Only these; None for all."""
    serial: int = 1
    """Nodes at a time."""
    is_only_pending: bool = False
    """Whether those that wait for nothing are left alone."""
    seconds: float = 600.0
    """A node must be back after so long."""


def reboot(
    lab: Lab,
    wanted: Reboots,
    feed: Feed,
    prove: Callable[[frozenset[str]], Iterable[Result]] = lambda _hosts: (),
) -> Iterator[Result]:
    """Reboot nodes of LAB in batches, and none after one that didn't come back whole.

    A result for each node, as it comes, then those of PROVE, which is called with the names of
    a batch that is back.
    """
    hosts = [h for h in lab.hosts.values() if wanted.hosts is None or h.name in wanted.hosts]
    has_failed = False
    for batch in _batches(hosts, wanted.serial):
        if has_failed:
            yield from (_result(h, Outcome.NOT_REACHED, "an earlier one failed") for h in batch)
            continue
        feed.stage_began("reboot", tuple(host.name for host in batch))
        with ThreadPoolExecutor(len(batch)) as pool:
            results = list(pool.map(lambda host: _reboot(lab, host, wanted, feed), batch))
        for result in results:
            feed.ended(result)
        back = frozenset(r.host for r in results if r.outcome is Outcome.CHANGED)
        results += prove(back) if back else ()
        has_failed = any(r.outcome not in WELL for r in results)
        yield from results


def _reboot(lab: Lab, host: Host, wanted: Reboots, feed: Feed) -> Result:
    if host.connection.kind != "ssh":
        return _result(host, Outcome.FAILED, "homelab runs on it; reboot it yourself")
    begun = time.monotonic()
    try:
        with closing(open_transport(host, lab)) as transport:
            why = why_pending(lambda command: _ask(transport, command))
            if wanted.is_only_pending and not why:
                return _result(host, Outcome.UNCHANGED, "nothing waits for it")
            if guard_state(transport).state == "armed":
                told = f"a change waits to be confirmed; see `homelab guard status {host.name}`"
                return _result(host, Outcome.FAILED, told)
            lock(transport, host.name, who_and_when())
            before = _ask(transport, BOOT)
            _ask(transport, GO)
        feed.said(host.name, "reboot", "; ".join(why) or "goes down")
        _await_return(lab, host, before, begun + wanted.seconds)
    except HomelabError as error:
        return _result(host, Outcome.FAILED, str(error), time.monotonic() - begun)
    seconds = time.monotonic() - begun
    return _result(host, Outcome.CHANGED, f"back after {seconds:.0f} s", seconds)


def _await_return(lab: Lab, host: Host, before: str, end: float) -> None:
    """Return once HOST has booted anew and started all there is; raises HomelabError at END."""
    said = "it never went down"
    while time.monotonic() < end:
        time.sleep(POLL_SECONDS)
        try:
            with closing(open_transport(host, lab)) as transport:
                if _ask(transport, BOOT) == before:
                    continue
                state = transport.run(UP, timeout=max(1.0, end - time.monotonic())).stdout
                said = f"systemd says {state.decode().strip()}"
                if state.decode().strip() in WHOLE:
                    return
        except Unreachable as error:
            said = str(error)
    raise HomelabError(f"{host.name} isn't back in time: {said}; look at its console")


def _ask(transport: Transport, command: str) -> str:
    done = transport.run(command, timeout=ASK_SECONDS)
    if done.exit_status:
        raise HomelabError(f"`{command.strip()}`: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode()


def _batches(hosts: list[Host], size: int) -> Iterable[list[Host]]:
    return (hosts[start : start + size] for start in range(0, len(hosts), size))


def _result(host: Host, outcome: Outcome, detail: str, seconds: float = 0.0) -> Result:
    return Result(host.name, "", "", "is rebooted", Kind.HOST, outcome, seconds, detail=detail)
