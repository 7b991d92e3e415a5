"""What deploys/phaseN.py calls under pyinfra's own CLI: the same deploys, operation by operation.

pyinfra has connected before it reads a deploy, and takes no lock, but what could cut homelab
off is guarded; docs/entrances.md says what each entrance gives. Everything else is as under
`homelab apply`, the record on the node too.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from pyinfra import config, host
from pyinfra.api.exceptions import PyinfraError
from pyinfra.facts.server import Command

from homelab.contract import CameBy
from homelab.engine.entering import access_offer
from homelab.engine.guard.in_pyinfra import armed, confirmed
from homelab.engine.steps import Step, deploy_steps, removal_steps
from homelab.errors import HomelabError
from homelab.model import load
from homelab.model.lab import Lab
from homelab.offers import Access, HostAddress
from homelab.operations.applied import AppliedRecords
from homelab.roadmap import registry

__all__ = ["deploy"]


def deploy(task: str) -> None:
    """Deploy every provider of TASK that the current host is wished to have.

    Raises PyinfraError where the lab is invalid, or where this entrance isn't the right one.
    """
    try:
        _deploy(_load_lab(_inventory_file()), task)
    except HomelabError as error:
        raise PyinfraError(str(error)) from None


def _deploy(lab: Lab, task: str) -> None:
    name = _name_of_host(lab)
    model = lab.hosts[name]
    _become_root(lab, name)
    records = host.get_fact(AppliedRecords)
    recorded = [record for record in records if record.task == task]
    access = access_offer(lab, name, task)
    ports = {port for record in recorded for port in record.ports}
    came_by = _came_by()
    is_another = access is not None and came_by is not None and came_by.user != access.user
    if access is not None and (f"{access.port}/tcp" not in ports or is_another):
        raise HomelabError(
            f"{name}: {task} changes how the node is reached, and pyinfra is connected already; "
            f"run `homelab apply --task {task} --limit {name}`"
        )
    _refuse_to_move_the_address(lab, name, task, came_by)
    removals = {s.provider: s for s in removal_steps(lab, model, records, came_by, [task])}
    wished = {s.provider: s for s in deploy_steps(lab, model, task, came_by, records)}
    everywhere = {node.provider for node in lab.nodes(task)}
    order = dict.fromkeys([*sorted({*registry.provider_names(task), *everywhere}), *removals])
    _run_in_one_order(lab, name, order, removals)
    _run_in_one_order(lab, name, order, wished)


def _refuse_to_move_the_address(lab: Lab, name: str, task: str, came_by: CameBy | None) -> None:
    """Raise HomelabError where TASK would take the address away that pyinfra is connected by."""
    for offered in lab.offers(HostAddress, name):
        wish = offered.offer
        if offered.task != task or came_by is None or wish.address == came_by.address:
            continue
        shown = host.get_fact(Command, f"ip -o address show dev {shlex.quote(wish.interface)}")
        own = [line for line in (shown or "").splitlines() if f" {came_by.address}/" in line]
        if own and (wish.address is not None or " dynamic " not in own[0]):
            raise HomelabError(
                f"{name}: {task} moves the address that pyinfra is connected by; "
                f"run `homelab apply --task {task} --limit {name}`"
            )


def _run_in_one_order(lab: Lab, name: str, order: Iterable[str], steps: dict[str, Step]) -> None:
    # The position in pyinfra's loop is part of an operation's identity: it must be that of the
    # provider on every host, or unlike operations of two hosts would count as one.
    for provider in host.loop(order):
        if provider not in steps:
            continue
        step = steps[provider]
        if step.touched is None:
            step.run()
            continue
        if step.prepare is not None:
            step.prepare()
        what = f"{step.task}/{provider}"
        armed(name=f"{what} can be put back", lab=lab, host_name=name, step=step)
        step.run()
        confirmed(name=f"{what} is confirmed", lab=lab, host_name=name, step=step)


def _name_of_host(lab: Lab) -> str:
    """The lab's name of pyinfra's current host, which may be `@local` or `@fake/NAME`."""
    found = host.name if host.name in lab.hosts else host.name.rpartition("/")[2]
    if found not in lab.hosts:
        raise HomelabError(f"{host.name}: pyinfra has this host, {lab.inventory} doesn't")
    return str(found)


@cache
def _load_lab(inventory: Path) -> Lab:
    """The lab, loaded once for all hosts."""
    return load(inventory)


def _inventory_file() -> Path:
    """The inventory file that pyinfra was called with."""
    for argument in sys.argv[1:]:
        if argument.endswith(".py") and Path(argument).is_file():
            return Path(argument).resolve()
    raise HomelabError(
        "no inventory file on pyinfra's command line; call it as "
        "`pyinfra inventory.py deploys/phase1.py`"
    )


def _become_root(lab: Lab, name: str) -> None:
    config.SUDO = True
    config.ENV = {"LC_ALL": "C.UTF-8"}  # what facts read is what programs say by default
    for offered in lab.offers(Access, name):
        if offered.offer.sudo_password is not None:
            config.SUDO_PASSWORD = lab.reveal(offered.offer.sudo_password)


def _came_by() -> CameBy | None:
    said: Any = host.get_fact(Command, "whoami; printenv SSH_CONNECTION || true", _sudo=False)
    user, *words = (said or "").split()
    return CameBy(words[2], int(words[3]), user) if len(words) == 4 else None  # noqa: PLR2004 - sshd's form
