"""Who may import whom inside a provider, as in the table of the architecture."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.metadata import entry_points

from homelab.testing.package import Package

__all__ = ["imports_stay_in_their_room"]

STATES = {"__init__.py", "settings.py", "workload.py", "installer.py"}
NEVER = ("click", "rich", "nornir", "pyinfra_cli", "homelab.cli", "homelab.engine")
FORBIDDEN = {
    "states": (
        *NEVER,
        *("pyinfra", "testinfra", "pytest", "paramiko", "gevent", "homelab.model"),
        *("homelab.operations", "homelab.verify", "homelab.lab", "homelab.secrets"),
    ),
    "asks": (*NEVER, "pyinfra", "homelab.operations", "homelab.model", "homelab.lab"),
    "deploys": (*NEVER, "testinfra", "pytest", "homelab.model", "homelab.verify", "homelab.lab"),
}
"""What a file may not import, by what it does."""
WORDS = {"states": "what states facts", "asks": "a checkpoint", "deploys": "deploy code"}


def imports_stay_in_their_room(package: Package) -> Iterator[str]:
    """Each file imports only what its kind may, and no other task or provider."""
    for name, source in package.sources.items():
        kind = "states" if name in STATES else "asks" if name == "checks.py" else "deploys"
        for imported, line in _imports(source.tree):
            refused = next((f for f in FORBIDDEN[kind] if _is_in(imported, f)), None)
            if refused is not None:
                yield f"{name}:{line}: imports {imported}, which {WORDS[kind]} may not"
            elif _is_foreign(imported, package):
                yield f"{name}:{line}: imports {imported}, which belongs to somebody else"


def _imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno
        elif isinstance(node, ast.ImportFrom) and node.level > 1:
            yield "." * node.level + (node.module or ""), node.lineno


def _is_in(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def _is_foreign(name: str, package: Package) -> bool:
    """Whether NAME is of another task or provider; a relative way out of the folder is."""
    if name.startswith("."):
        return True
    own = package.found.module
    if _is_in(name, own) or _is_shared(name, package):
        return False
    return name.startswith("homelab.roadmap.phase") or any(_is_in(name, p) for p in _others(own))


def _is_shared(name: str, package: Package) -> bool:
    """Whether NAME is of a module in the task's own folder, which all its providers share."""
    within = name.removeprefix(f"{package.task.module}.")
    return within != name and (package.task.folder / f"{within.partition('.')[0]}.py").is_file()


def _others(own: str) -> Iterator[str]:
    """The packages of the providers from outside, without the one in OWN."""
    for entry in entry_points(group="homelab.providers"):
        if not _is_in(own, entry.value) and not _is_in(entry.value, own):
            yield entry.value
