"""No password for pyinfra stands in a file as plain text.

Settings need no rule: their secrets are typed as references. What the user's Python reads
from elsewhere (`os.environ[…]`) is fine.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault

__all__ = ["faults"]

SECRETS = ("ssh_password", "ssh_key_password", "_sudo_password", "_su_password")


def faults(draft: Draft) -> Iterator[Fault]:
    """Passwords for pyinfra that are written out."""
    hosts = (layer for host in draft.inventory.hosts for layer in host.layers)
    for layer in (*draft.inventory.layers, *hosts):
        for name in SECRETS:
            if isinstance(layer.nodes.get(name), ast.Constant) and layer.values.get(name):
                yield layer.fault(
                    (name,),
                    "a secret stands here as plain text",
                    "store it with `homelab secrets set NAME` and name it in remote_access",
                )
