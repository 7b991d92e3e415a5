"""Files with content that is given, and what makes them valid."""

from __future__ import annotations

import shlex
from collections.abc import Generator
from io import StringIO
from typing import Any

from pyinfra.api import StringCommand, operation
from pyinfra.operations import files

__all__ = ["content"]


@operation()
def content(  # noqa: PLR0913 - a file has an owner, a group and a mode
    path: str,
    text: str,
    *,
    mode: str = "644",
    user: str = "root",
    group: str = "root",
    check: str | None = None,
) -> Generator[Any]:
    """PATH holds TEXT, with this owner and mode; its folder is made if it isn't there.

    CHECK is a command that must succeed with the new content in place (`sshd -t`); otherwise
    the old content is put back and the operation fails.
    """
    commands = list(
        files.put._inner(  # noqa: SLF001 - pyinfra's way to nest
            src=StringIO(text), dest=path, user=user, group=group, mode=mode
        )
    )
    if not commands:
        return
    name, old = shlex.quote(path), shlex.quote(f"{path}.homelab-old")
    if check is not None:
        yield StringCommand(f"if [ -e {name} ]; then cp -a {name} {old}; fi")
    yield from commands
    if check is not None:
        back = f"if [ -e {old} ]; then mv -f {old} {name}; else rm -f {name}; fi"
        yield StringCommand(f"if {check}; then rm -f {old}; else {back}; exit 1; fi")
