"""Files with content that is given, and what makes them valid."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable
from io import StringIO
from typing import Any

from pyinfra import host
from pyinfra.api import FactBase, StringCommand, operation
from pyinfra.operations import files

__all__ = ["content"]


class OwnerNumbers(FactBase[str]):
    """A file's owner and group by number, which pyinfra's own fact names where they have names."""

    default = str

    def command(self, path: str) -> str:
        """Print them, or nothing where there is no such file."""
        return f"stat -c %u:%g {shlex.quote(path)} 2>/dev/null || true"

    def process(self, output: Iterable[str]) -> str:
        """As chown(1) takes them."""
        return "".join(output)


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

    USER and GROUP may both be numbers, of somebody that only a container knows.

    CHECK is a command that must succeed with the new content in place (`sshd -t`); otherwise
    the old content is put back and the operation fails.
    """
    name, old = shlex.quote(path), shlex.quote(f"{path}.homelab-old")
    owner = {} if user.isdigit() else {"user": user, "group": group}
    commands = list(
        files.put._inner(  # noqa: SLF001 - pyinfra's way to nest
            src=StringIO(text), dest=path, mode=mode, **owner
        )
    )
    numbers = f"{user}:{group}"
    if not owner and (commands or host.get_fact(OwnerNumbers, path=path) != numbers):
        commands.append(StringCommand(f"chown {numbers} {name}"))
    if not commands:
        return
    if check is not None:
        yield StringCommand(f"if [ -e {name} ]; then cp -a {name} {old}; fi")
    yield from commands
    if check is not None:
        back = f"if [ -e {old} ]; then mv -f {old} {name}; else rm -f {name}; fi"
        yield StringCommand(f"if {check}; then rm -f {old}; else {back}; exit 1; fi")
