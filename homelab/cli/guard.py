"""See, keep or put back a change that a node waits to have confirmed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from homelab.cli import options
from homelab.cli.complete import complete_hosts
from homelab.result import ExitCode

if TYPE_CHECKING:
    from homelab.engine.guard.on_node import State
    from homelab.transport import Transport

__all__ = ["guard"]

one_host = click.argument("host", shell_complete=complete_hosts)


@click.group()
def guard() -> None:
    """See, keep or put back a change that a node waits to have confirmed.

    A change of network, SSH or firewall is put back by the node itself unless homelab gets in
    again over a new connection and confirms it.
    """


@guard.command()
@click.argument("hosts", nargs=-1, shell_complete=complete_hosts)
@options.inventory
@options.as_json
def status(hosts: tuple[str, ...], inventory: Path, as_json: bool) -> ExitCode:
    """What became of the last guarded change of HOSTS, or of all.

    Exits with 2 while one waits, and with 1 where a node can't be reached.
    """
    from homelab.engine.guard.on_node import guard_state

    code = ExitCode.OK
    found: dict[str, str | State] = {}
    for name, state in _ask(inventory, hosts, guard_state).items():
        found[name] = str(state) if isinstance(state, Exception) else state
        if isinstance(state, Exception):
            code = ExitCode.FAILED
        elif state.state == "armed" and code is ExitCode.OK:
            code = ExitCode.PENDING
    if as_json:
        said = {n: {"error": s} if isinstance(s, str) else vars(s) for n, s in found.items()}
        click.echo(json.dumps(said, indent=2))
    else:
        for name, said_of in found.items():
            click.echo(f"{name}: {said_of}")
    return code


@guard.command()
@one_host
@options.inventory
def confirm(host: str, inventory: Path) -> ExitCode:
    """Keep the change that HOST waits to have confirmed."""
    from homelab.engine.guard.on_node import confirm as keep
    from homelab.engine.guard.on_node import guard_state

    return _decide(
        inventory, host, "guard.confirmed", lambda node: keep(node, guard_state(node).id)
    )


@guard.command()
@one_host
@options.inventory
def revert(host: str, inventory: Path) -> ExitCode:
    """Put back now the change that HOST waits to have confirmed."""
    from homelab.engine.guard.on_node import revert as put_back

    return _decide(
        inventory, host, "guard.reverted", lambda node: put_back(node, "homelab guard revert")
    )


def _decide(
    inventory: Path, host: str, event: str, decision: Callable[[Transport], object]
) -> ExitCode:
    from homelab.case import events
    from homelab.engine.guard.on_node import guard_state
    from homelab.errors import HomelabError
    from homelab.model import load

    def ask(node: Transport) -> State:
        if guard_state(node).state != "armed":
            raise HomelabError(f"{host}: nothing waits to be confirmed ({guard_state(node)})")
        decision(node)
        return guard_state(node)

    (state,) = _ask(inventory, (host,), ask).values()
    if isinstance(state, Exception):
        raise state
    events.append(load(inventory).kept, event, host=host, task=str(state.about.get("task")))
    click.echo(f"{host}: {state}")
    return ExitCode.OK


def _ask(
    inventory: Path, hosts: tuple[str, ...], question: Callable[[Transport], State]
) -> dict[str, State | Exception]:
    """The answer of each host, or why there is none."""
    from contextlib import closing

    from homelab.errors import HomelabError
    from homelab.model import load
    from homelab.model.scope import choose_hosts
    from homelab.transport import open_transport

    lab = load(inventory)
    chosen = choose_hosts(lab, hosts)
    answers: dict[str, State | Exception] = {}
    for host in lab.hosts.values():
        if chosen is not None and host.name not in chosen:
            continue
        try:
            with closing(open_transport(host, lab)) as transport:
                answers[host.name] = question(transport)
        except HomelabError as error:
            answers[host.name] = error
    return answers
