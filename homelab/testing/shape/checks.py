"""Checkpoints say a sentence, can fail, and ask for behaviour and not for presence alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from homelab.testing.package import Package, Source

__all__ = ["a_check_asks_for_behaviour", "every_check_asserts", "every_check_has_a_sentence"]

VANTAGES = {"outside", "controller", "here"}
ASKING = "asked_inside"
"""The function of homelab.verify that has a server answer on a port of its own."""
RUNS = {"run", "check_output", "run_expect", "run_test"}
ONLY_LOOKS = {
    *("[", "apt-cache", "awk", "cat", "command", "dpkg", "dpkg-query", "find", "getent", "grep"),
    *("head", "id", "ls", "readlink", "sed", "ss", "stat", "systemctl", "tail", "test", "wc"),
    "which",
}
"""Programs that tell whether something is there; they don't make it do anything."""


def every_check_has_a_sentence(package: Package) -> Iterator[str]:
    """Each checkpoint's docstring begins with the sentence that reports print."""
    for source in package.checks:
        for name, function in _checks(source).items():
            line = (ast.get_docstring(function) or "").partition("\n")[0]
            if not line.endswith("."):
                yield f"{source.name}: {name}: its docstring's first line is no sentence"
        if not _checks(source):
            yield f"{source.name} has no checkpoint"


def every_check_asserts(package: Package) -> Iterator[str]:
    """Each checkpoint asserts something that isn't true by itself, or calls what does."""
    for source in package.checks:
        for name in _checks(source):
            if not any(map(_asserts, _with_helpers(source, name, fixtures=False))):
                yield f"{source.name}: {name} asserts nothing"


def a_check_asks_for_behaviour(package: Package) -> Iterator[str]:
    """One checkpoint of the task or provider makes it work, not only finds it there.

    It looks from a vantage (`outside`, `controller`, `here`), or runs on the node a program that
    does something itself (`sshd -T`, `dig`), not one that only looks (`cat`, `systemctl`), or has
    the server answer by `asked_inside`.
    Fixtures and functions of the same file count for the checkpoint that uses them.
    """
    if "checks.py" not in package.sources:
        return  # has_its_files says so
    for source in package.checks:
        for name in _checks(source):
            if any(_makes_it_work(function) for function in _with_helpers(source, name)):
                return
    yield "every checkpoint only looks whether something is there"


def _checks(source: Source) -> dict[str, ast.FunctionDef]:
    return {n: node for n, node in source.functions.items() if n.startswith("test_")}


def _with_helpers(source: Source, name: str, *, fixtures: bool = True) -> Iterator[ast.FunctionDef]:
    """The function NAME, the functions it calls and its FIXTURES, each once."""
    waiting, seen = [name], {name}
    while waiting:
        function = source.functions[waiting.pop()]
        yield function
        used = {argument.arg for argument in function.args.args} if fixtures else set()
        used |= {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        found = (used & source.functions.keys()) - seen
        waiting += found
        seen |= found


def _asserts(function: ast.FunctionDef) -> bool:
    asserts = (node for node in ast.walk(function) if isinstance(node, ast.Assert))
    return any(not isinstance(node.test, ast.Constant) for node in asserts)


def _makes_it_work(function: ast.FunctionDef) -> bool:
    arguments = {argument.arg for argument in function.args.args}
    used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    if arguments & used & VANTAGES or ASKING in used:
        return True
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(_runs_a_program(call) for call in calls)


def _runs_a_program(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in RUNS or not call.args:
        return False
    texts = [node.value for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant)]
    words = " ".join(text for text in texts if isinstance(text, str)).split()
    program = next((word for word in words if "=" not in word), "")
    return bool(program) and program.rpartition("/")[2] not in ONLY_LOOKS
