"""The light loader and pyinfra's own read the same hosts, groups and data from the same files."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from homelab.model.inventory import InventoryHost, read_inventory

HERE = Path(__file__).parent
EXAMPLE = HERE.parents[1] / "inventory.py"
CASES = [
    *((path, path.parent) for path in sorted(HERE.glob("labs/*/*.py"))),
    (HERE / "labs/order_of_groups/inventory.py", HERE / "labs/data_everywhere"),
    (EXAMPLE, EXAMPLE.parent),
]
KINDS = {"SSHConnector": "ssh", "LocalConnector": "local", "FakeConnector": "fake"}


@cache
def pyinfras() -> list[list[list[Any]]]:
    """What pyinfra makes of every case, from one start of it."""
    arguments = [str(path) for case in CASES for path in case]
    program = [sys.executable, str(HERE / "pyinfras_loader.py"), *arguments]
    environment = os.environ | {"PYTHONWARNINGS": "ignore"}
    done = subprocess.run(program, capture_output=True, text=True, env=environment, check=True)
    answers: list[list[list[Any]]] = json.loads(done.stdout)
    return answers


def as_pyinfra_has_it(host: InventoryHost) -> list[Any]:
    data = json.loads(json.dumps(host.data(), default=lambda v: f"not data: {type(v).__name__}"))
    return [host.name, sorted(host.groups), host.kind, data]


@pytest.mark.parametrize(
    "number", range(len(CASES)), ids=lambda n: f"{CASES[n][0].parent.name}-{n}"
)
def test_hosts_groups_and_data_are_the_same(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    inventory, folder = CASES[number]
    monkeypatch.chdir(folder)
    folders = dict.fromkeys(place / "group_data" for place in (folder, inventory.parent))
    read = read_inventory(inventory, tuple(folders), inventory.parent, folder)
    assert not read.faults
    assert [as_pyinfra_has_it(host) for host in read.hosts] == [
        [name, sorted(set(groups)), KINDS[connector], data]
        for name, groups, connector, data in pyinfras()[number]
    ]
