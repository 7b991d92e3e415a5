"""Copy what each service keeps to every repository."""

from __future__ import annotations

import shlex

from homelab.backup.onnode.report import State, now
from homelab.backup.onnode.shell import Failed, run
from homelab.backup.onnode.tools import Tool
from homelab.backup.onnode.wishes import Service, Wishes

__all__ = ["back_up", "copy"]


def back_up(wishes: Wishes, names: list[str], state: State, *, only_new: bool = False) -> None:
    """Services that were applied are copied; what comes of each, and of thinning, is in STATE.

    ONLY_NEW leaves out those that every repository has a copy of.
    """
    tools = wishes.tools()
    ready = {name: tool for name, tool in tools.items() if _is_ready(name, tool, state)}
    for name, service in wishes.chosen(names).items():
        copies = state.copies(name)
        if not service.is_expected() or (only_new and set(copies) >= set(tools)):
            continue
        state.told(name, "backing up")
        copy(name, service, ready, state)
    for name, tool in ready.items():
        try:
            tool.thin()
        except Failed as failure:
            state.repository(name, str(failure))


def _is_ready(name: str, tool: Tool, state: State) -> bool:
    try:
        tool.prepare()
    except Failed as failure:
        state.repository(name, str(failure))
        return False
    state.repository(name, "")
    return True


def copy(name: str, service: Service, tools: dict[str, Tool], state: State) -> None:
    """Each of TOOLS has a copy of SERVICE, made between its hooks; what went wrong is in STATE."""
    if not tools:
        state.not_copied(name, "no repository can be opened")
        return
    missing = service.missing()
    if missing:
        state.not_copied(name, f"{', '.join(missing)} isn't there: {_places(service, missing)}")
        return
    try:
        for hook in service.before:
            run(f"{service.inside} {shlex.quote(hook)}", f"`{hook}`, before the copy")
        for repository, tool in tools.items():
            snapshot = tool.copy(name, list(service.paths.values()))
            state.copied(name, repository, snapshot, now())
        state.not_copied(name, "")
    except Failed as failure:
        state.not_copied(name, str(failure))
    finally:
        for hook in service.after:
            try:
                run(f"{service.inside} {shlex.quote(hook)}", f"`{hook}`, after the copy")
            except Failed as failure:
                state.not_copied(name, str(failure))


def _places(service: Service, names: list[str]) -> str:
    return ", ".join(service.paths[name] for name in names)
