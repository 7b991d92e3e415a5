"""A layer: values that one file gives to a group or a host, and the lines they stand on."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from homelab.model.executing import Executed
from homelab.model.faults import Fault, Steps, dotted

__all__ = ["Layer", "of_group", "of_host", "of_module"]


@dataclass(frozen=True)
class Layer:
    """Values by name from one file; `rank` is 0 for all hosts, 1 for a group, 2 for one host."""

    file: str
    values: Mapping[str, Any]
    rank: int
    owner: str = ""
    """The group or host that they stand under, where the file has more than one."""
    nodes: Mapping[str, ast.expr] = field(default_factory=dict, repr=False, compare=False)
    """What the file's text has for each name, as far as it is written out there."""

    def line(self, steps: Steps) -> int | None:
        """The line of the value at STEPS, or of the innermost thing around it."""
        node: ast.expr | None = self.nodes.get(str(steps[0])) if steps else None
        line = None
        for step in (*steps[1:], None):
            if node is None:
                break
            line = node.lineno
            node = _inside(node, step)
        return line

    def fault(self, steps: Steps, problem: str, cure: str) -> Fault:
        """A fault of the value at STEPS."""
        path = f"{self.owner}: {dotted(steps)}" if self.owner else dotted(steps)
        return Fault(self.file, path, self.line(steps), problem, cure)


def of_module(executed: Executed, names: Mapping[str, Any], rank: int) -> Layer:
    """The layer of a group data file."""
    return Layer(executed.name, names, rank, nodes=assigned(executed.tree))


def of_group(executed: Executed, group: str, values: Mapping[str, Any], rank: int) -> Layer:
    """The layer of a group's own data in the inventory: `group = ([…], {…})`."""
    node = _inside(assigned(executed.tree).get(group), 1)
    return Layer(executed.name, values, rank, group, _entries(node))


def of_host(executed: Executed, host: str, values: Mapping[str, Any]) -> Layer:
    """The layer of a host's own data in the inventory: `("host", {…})`."""
    nodes: dict[str, ast.expr] = {}
    for node in ast.walk(executed.tree):
        match node:
            case ast.Tuple(elts=[ast.Constant(value=name), ast.Dict() as data]) if name == host:
                nodes |= _entries(data)
    return Layer(executed.name, values, 2, host, nodes)


def assigned(tree: ast.Module) -> dict[str, ast.expr]:
    """The expression that each name of a module was last assigned."""
    nodes: dict[str, ast.expr] = {}
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                nodes[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                nodes[name] = value
    return nodes


def _entries(node: ast.expr | None) -> dict[str, ast.expr]:
    if not isinstance(node, ast.Dict):
        return {}
    pairs = zip(node.keys, node.values, strict=True)
    return {
        key.value: value
        for key, value in pairs
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


def _inside(node: ast.expr | None, step: str | int | None) -> ast.expr | None:
    match node, step:
        case ast.Dict(), str(name):
            return _entries(node).get(name)
        case ((ast.List(elts=items) | ast.Tuple(elts=items)), int(position)) if position < len(
            items
        ):
            return items[position]
    return None
