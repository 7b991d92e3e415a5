"""The clock, kept right by a service, where it is the node's own."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable, Sequence

from pyinfra import host
from pyinfra.api import FactBase, StringCommand, operation

from homelab.operations.services import ServiceState, serving

__all__ = ["kept"]


class IsContainer(FactBase[bool]):
    """Whether the clock is another's: a container has that of its machine."""

    default = bool

    def command(self) -> str:
        """Ask systemd, which starts no keeper of the time in a container."""
        return "echo $(systemd-detect-virt --container)"

    def process(self, output: Iterable[str]) -> bool:
        """Where a kind of container is named."""
        return bool(set(output) - {"", "none"})


@operation()
def kept(unit: str, files: Sequence[str]) -> Generator[StringCommand]:
    """UNIT keeps the clock as FILES say; in a container it is only switched on."""
    if not host.get_fact(IsContainer):
        yield from serving._inner(unit=unit, files=files)  # noqa: SLF001 - pyinfra's way to nest
    elif not host.get_fact(ServiceState, unit=unit, files=list(files)).is_enabled:
        yield StringCommand(f"systemctl enable {shlex.quote(unit)}")
