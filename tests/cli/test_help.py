import ast
import resource
import subprocess
import sys
from pathlib import Path

import click
import pytest

import homelab.cli
from homelab.cli import main

FOLDER = Path(homelab.cli.__file__).parent
COMMANDS = main.list_commands(click.Context(main))
HEAVY = {
    "gevent",
    "jinja2",
    "nornir",
    "paramiko",
    "pydantic",
    "pyinfra",
    "pytest",
    "rich",
    "testinfra",
}


def test_help_is_quick() -> None:
    """Under 0.15 s of CPU; the best of five, as the machine may be busy."""
    argv = [str(Path(sys.executable).with_name("homelab")), "--help"]
    assert min(cpu_seconds(argv) for _ in range(5)) < 0.15


def cpu_seconds(argv: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def loaded_by(arguments: list[str], folder: Path) -> set[str]:
    program = (
        "import sys\nfrom homelab.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=folder
    )
    return {name.partition(".")[0] for name in done.stderr.splitlines()}


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    assert not loaded_by(["--help"], tmp_path) & HEAVY


def test_check_loads_no_engine(lab: Path) -> None:
    loaded = loaded_by(["check"], lab)
    assert "pydantic" in loaded  # it did check
    assert not loaded & {"gevent", "nornir", "paramiko", "pyinfra", "pytest", "rich", "testinfra"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_listing_shows_each_files_docstring(name: str) -> None:
    docstring = ast.get_docstring(ast.parse((FOLDER / f"{name.replace('-', '_')}.py").read_text()))
    assert docstring is not None
    listing = main.get_help(click.Context(main, terminal_width=200))
    assert docstring.partition("\n")[0] in " ".join(listing.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_file_that_is_a_command_holds_one(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.help


def test_a_file_without_a_function_of_its_name_is_no_command() -> None:
    assert {"options", "group", "crash", "complete"}.isdisjoint(COMMANDS)
    assert {"check", "completion", "init", "secrets"} <= set(COMMANDS)
