"""`homelab check` is light: it loads none of the heavy libraries and reaches no host."""

import json
import subprocess
import sys
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


def test_check_loads_nothing_heavy_and_opens_no_connection() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, cwd=EXAMPLE, check=True
    )
    summary, end = done.stdout.splitlines()
    code, modules = json.loads(end)
    assert (code, summary) == (0, "3 hosts, 10 tasks: nothing to complain about")
    assert not set(HEAVY) & set(modules)
