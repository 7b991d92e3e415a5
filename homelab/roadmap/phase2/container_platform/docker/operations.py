"""What only Docker's deploy needs: its packages, and its chain in the kernel."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass

from pyinfra import host
from pyinfra.api import FactBase, OperationError, StringCommand, operation

from homelab.operations.packages import APT
from homelab.operations.services import would_touch

__all__ = ["PACKAGES", "engine_installed", "ports_guarded"]

PACKAGES = {
    "docker-compose-plugin": ("docker-ce", "docker-ce-cli", "containerd.io"),
    "docker-compose-v2": ("docker.io",),
    "docker-compose": ("docker.io", "docker-cli"),
}
"""What brings Compose v2, best first (Docker's own repository, Ubuntu, Debian), with its engine."""


@dataclass(frozen=True)
class Engine:
    """Which packages are there, and which apt could bring."""

    has_compose: bool = False
    can_be_had: tuple[str, ...] = ()
    """Those packages with Compose v2 that apt knows."""
    knows_packages: bool = False
    """Whether apt's lists were ever fetched."""


class DockerPackages(FactBase[Engine]):
    """Docker's packages on the node and in apt's lists."""

    default = Engine

    def command(self) -> str:
        """Ask Compose for its version, and apt for the candidates."""
        names = " ".join(PACKAGES)
        return (
            'echo "compose $(docker compose version --short 2>/dev/null)"; '
            f"for p in {names} docker.io; do "
            "echo \"$p $(apt-cache policy $p 2>/dev/null | sed -n 's/^ *Candidate: *//p')\"; done"
        )

    def process(self, output: Iterable[str]) -> Engine:
        """A version that begins with 1 is the old Compose, another program."""
        said = {name: version.strip() for name, _, version in (o.partition(" ") for o in output)}
        known = {name for name in PACKAGES if said.get(name) not in (None, "", "(none)")}
        new = tuple(name for name in PACKAGES if name in known and not said[name].startswith("1."))
        return Engine(bool(said.get("compose")), new, bool(said.get("docker.io") or known))


@operation()
def engine_installed() -> Generator[StringCommand]:
    """Docker Engine and Compose v2 are installed, from whichever repository apt has."""
    found: Engine = host.get_fact(DockerPackages)
    if found.has_compose:
        return
    if found.knows_packages and not found.can_be_had:
        raise OperationError(
            f"{host.name}: apt has no package with Compose v2 there, as Debian 12 has none; use "
            "Debian 13 on that host, or add Docker's own repository to its apt (docs.docker.com)"
        )
    compose = found.can_be_had[0] if found.can_be_had else "docker-compose"
    names = " ".join([*PACKAGES[compose], compose, "iptables"])
    yield StringCommand(f"{APT} update")
    yield StringCommand(f"{APT} install --no-install-recommends {names}")


class DockerUserChain(FactBase[list[str]]):
    """The rules of DOCKER-USER that the kernel has."""

    default = list

    def command(self) -> str:
        """Print them; nothing where there is no such chain."""
        return "iptables -S DOCKER-USER 2>/dev/null | grep '^-A' || true"

    def process(self, output: Iterable[str]) -> list[str]:
        """The rules, in order."""
        return [line.strip() for line in output]


@operation()
def ports_guarded(rules: Sequence[str], file: str) -> Generator[StringCommand]:
    """The kernel has RULES, which stand in FILE, before what Docker publishes."""
    if host.get_fact(DockerUserChain) != list(rules) or would_touch([file]):
        yield StringCommand(f"iptables-restore --wait 10 --noflush {shlex.quote(file)}")
