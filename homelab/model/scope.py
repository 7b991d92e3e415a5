"""What a command is limited to: hosts by their own or groups' names, tasks by phase or name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from homelab.errors import HomelabError
from homelab.model.lab import Lab
from homelab.result import ExitCode
from homelab.roadmap import registry

__all__ = ["NoSuchName", "choose_hosts", "choose_tasks"]


class NoSuchName(HomelabError):
    """A host, group, task or provider that isn't there was asked for."""

    exit_code = ExitCode.USAGE


def choose_hosts(lab: Lab, names: Iterable[str]) -> frozenset[str] | None:
    """The hosts that NAMES (of hosts and groups) mean; None, for all, without any name."""
    names = list(names)
    groups: dict[str, set[str]] = {}
    for host in lab.hosts.values():
        for group in host.groups:
            groups.setdefault(group, set()).add(host.name)
    for name in names:
        if name not in lab.hosts and name not in groups:
            raise _unknown("host or group", name, [*lab.hosts, *groups])
    chosen = {h for name in names for h in groups.get(name, {name})}
    return frozenset(chosen) if names else None


def choose_tasks(phase: int | None, names: Iterable[str]) -> frozenset[str] | None:
    """The tasks of PHASE that NAMES mean; None, for all, without either.

    A name may be that of a provider, TASK/PROVIDER, and means its task.
    """
    every = registry.tasks()
    names = [name.partition("/")[0] for name in names]
    for name in names:
        if name not in every:
            raise _unknown("task", name, list(every))
    if phase is None and not names:
        return None
    chosen = set(names) or set(every)
    return frozenset(n for n in chosen if phase is None or every[n].phase == phase)


def _unknown(what: str, name: str, known: list[str]) -> NoSuchName:
    near = get_close_matches(name, known, 1)
    cure = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(set(known)))}"
    return NoSuchName(f"{name}: no such {what}; {cure}")
