"""Groups of an inventory file: module-level lists of hosts, or tuples of such a list and data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from homelab.fields import shown
from homelab.model.connectors import connector_fault
from homelab.model.executing import Executed
from homelab.model.faults import Fault
from homelab.model.layers import Layer, assigned, of_group, of_host

__all__ = ["Group", "Member", "read_groups"]

CURE = 'write names or ("name", {data}); begin a name with `_` for what isn\'t a group'


@dataclass(frozen=True)
class Member:
    """A host as one group writes it."""

    name: str
    layer: Layer | None = None


@dataclass(frozen=True)
class Group:
    """Hosts under one name, with the group's own data."""

    hosts: tuple[Member, ...]
    layers: tuple[Layer, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Names of its hosts, each once."""
        return tuple(dict.fromkeys(host.name for host in self.hosts))


def read_groups(executed: Executed) -> tuple[dict[str, Group], list[Fault]]:
    """Every group by name, in pyinfra's order, and what is wrong with them.

    pyinfra puts all hosts into a group `all` and into one that is named after the file.
    """
    faults: list[Fault] = []
    groups: dict[str, Group] = {}
    for name, value in executed.values.items():
        if not name.startswith("_") and isinstance(value, list | tuple):
            groups[name] = _group(executed, name, value, faults)
    everybody = groups.pop("all", None)
    mentioned = dict.fromkeys(name for group in groups.values() for name in group.names())
    if everybody is None:
        everybody = Group(tuple(map(Member, mentioned)))
    for name in [name for name in mentioned if name not in everybody.names()]:
        problem, cure = f"{name} is in a group but not in `all`", "add it to `all`, or remove `all`"
        faults.append(_fault(executed, "all", problem, cure))
    groups["all"] = everybody
    groups.setdefault(executed.path.name.rsplit(".", 1)[0], Group(everybody.hosts))
    return groups, faults


def _group(executed: Executed, name: str, value: Any, faults: list[Fault]) -> Group:  # noqa: ANN401
    rank = 0 if name == "all" else 1
    layers: tuple[Layer, ...] = ()
    hosts = value
    if isinstance(value, tuple):
        match value:
            case (list() as hosts, dict() as data) if _has_names(data):
                layers = (of_group(executed, name, data, rank),)
            case _:
                problem = "a group that is a tuple holds a list of hosts and a dict of data"
                faults.append(_fault(executed, name, problem, CURE))
                return Group(())
    members = []
    for position, host in enumerate(hosts):
        found = _member(executed, host)
        if isinstance(found, Member):
            members.append(found)
        else:
            path = f"{name}[{position}]"
            faults.append(_fault(executed, name, *found, path=path))
    return Group(tuple(members), layers)


def _member(executed: Executed, host: object) -> Member | tuple[str, str]:
    """The host as written, or the problem with it and the cure."""
    match host:
        case str(name):
            data: dict[str, Any] = {}
        case (str(name), dict() as data):
            pass
        case _:
            return f"{shown(host)} is not a host", CURE
    if not _has_names(data):
        return f"{shown(name)} has data whose names aren't all texts", "write names in quotes"
    if not name or any(letter.isspace() or not letter.isprintable() for letter in name):
        return f"{shown(name)} is not a host's name", "leave out spaces and control characters"
    trouble = connector_fault(name)
    if trouble:
        return trouble
    return Member(name, of_host(executed, name, data) if data else None)


def _has_names(data: dict[Any, Any]) -> bool:
    return all(isinstance(name, str) for name in data)


def _fault(executed: Executed, group: str, problem: str, cure: str, *, path: str = "") -> Fault:
    node = assigned(executed.tree).get(group)
    return Fault(executed.name, path or group, node.lineno if node else None, problem, cure)
