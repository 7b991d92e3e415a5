"""`homelab check` is light: it loads none of the heavy libraries and reaches no host."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

EXAMPLE = Path(__file__).parents[2]
HEAVY = ["gevent", "jinja2", "nornir", "paramiko", "pyinfra", "pytest", "rich", "testinfra"]
PROGRAM = """
import json, socket, sys
from homelab.cli import main

def refuse(*_):
    raise AssertionError("check opened a connection")

socket.socket.connect = refuse
sys.argv = ["homelab", "check"]
try:
    main()
except SystemExit as end:
    print(json.dumps([end.code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def check(folder: Path) -> tuple[str, object, set[str]]:
    """What `homelab check` says there, its exit code, and what it imported."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, cwd=folder, check=True
    )
    summary, end = done.stdout.splitlines()
    code, modules = json.loads(end)
    return summary, code, set(modules)


def test_check_loads_nothing_heavy_and_opens_no_connection() -> None:
    summary, code, modules = check(EXAMPLE)
    assert (code, summary) == (0, "3 hosts, 16 tasks: nothing to complain about")
    assert not set(HEAVY) & modules


def test_check_renders_no_workloads_files(write_lab: Callable[..., Path], foundation: str) -> None:
    route = {"host": "films.lab.example", "port": 80}
    wishes = {
        "container_platform": {"provider": "docker"},
        "reverse_proxy": {"provider": "caddy"},
        "services": {"films": {"image": "docker.io/a/b:1", "route": route}},
        "backup": {"provider": "restic"},
    }
    text = "".join(f"{name} = {wish!r}\n" for name, wish in wishes.items())
    _, code, modules = check(write_lab('homelab = ["nas"]\n', all=foundation + text).parent)
    assert code == 0
    assert not set(HEAVY) & modules
