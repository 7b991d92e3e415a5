"""A program: what pyinfra's own CLI makes of inventories, as JSON; `FOLDER/FILE FOLDER …`.

Arguments come in pairs, an inventory and the folder that pyinfra is started in.
"""

import json
import os
import sys

from pyinfra.api.state import State
from pyinfra.context import ctx_state
from pyinfra_cli.inventory import (  # type: ignore[import-untyped]
    make_inventory_from_files,
)

answers = []
ctx_state.set(State(check_for_changes=False))
for inventory, folder in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
    os.chdir(folder)
    hosts = make_inventory_from_files(inventory, cwd=folder)
    answers.append(
        [
            [host.name, list(host.groups), host.connector_cls.__name__, host.data.dict()]
            for host in hosts
        ]
    )
sys.stdout.write(json.dumps(answers, default=lambda value: f"not data: {type(value).__name__}"))
