"""Every `homelab …` that the pages show is a command that exists, with options that it has."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from homelab.cli import main

DOCS = Path(__file__).parents[2] / "docs"
NAMES = re.compile(r"[A-Z…]+")
"""What stands for a name of the reader's own."""


def _shown(text: str) -> list[str]:
    """The commands in TEXT: inside backticks, and the lines of console blocks."""
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    spans = re.findall(r"`(homelab [^`\n]+)`", text)
    return list(dict.fromkeys(line for line in lines + spans if line.startswith("homelab ")))


SHOWN = [
    pytest.param(line, id=f"{page.stem}: {line}")
    for page in sorted(DOCS.rglob("*.md"))
    for line in _shown(page.read_text())
]


def test_the_pages_show_commands() -> None:
    assert len(SHOWN) > 20


@pytest.mark.parametrize("line", SHOWN)
def test_a_command_that_is_shown_exists(line: str) -> None:
    command: click.Command = main
    words = shlex.split(line.partition(" #")[0])[1:]
    for word in words:
        if word.startswith("-"):
            has = {name for option in command.params for name in option.opts} | {"--help"}
            assert word.partition("=")[0] in has, f"{line}: {command.name} has no {word}"
        elif isinstance(command, click.Group) and not NAMES.fullmatch(word):
            found = command.get_command(click.Context(command), word)
            assert found is not None, f"{line}: no command {word}"
            command = found
