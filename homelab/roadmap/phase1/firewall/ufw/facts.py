"""What ufw's files say, and what the kernel holds of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pyinfra.api import FactBase

from homelab.operations.parts import in_parts
from homelab.roadmap.phase1.firewall.ufw.rules import FAMILIES, admits, as_kernel

__all__ = ["Ufw", "UfwChains", "UfwState"]

STATE = """
export LC_ALL=C
part() { echo "## $1"; }
part settings; cat /etc/default/ufw /etc/ufw/ufw.conf 2>/dev/null
part boot; systemctl is-enabled ufw.service 2>/dev/null
part installed; command -v ufw
part added; command -v ufw >/dev/null && ufw show added
part written4; cat /etc/ufw/user.rules 2>/dev/null
part loaded4; for c in INPUT ufw-user-input ufw-user-forward; do iptables -S $c 2>/dev/null; done
if [ -e /proc/sys/net/ipv6 ]; then
part written6; cat /etc/ufw/user6.rules 2>/dev/null
part loaded6; for c in INPUT ufw6-user-input ufw6-user-forward; do ip6tables -S $c 2>/dev/null; done
fi
true
"""
CHAINS = """
for tool in iptables ip6tables; do
if command -v $tool >/dev/null; then $tool -S | sed -n "s/^-N \\(ufw6*-\\)/$tool \\1/p"; fi
done
"""
TUPLE = "### tuple ### "
PREFIX = {4: "ufw", 6: "ufw6"}
DEBIAN = MappingProxyType(
    {
        "IPV6": "yes",
        "DEFAULT_INPUT_POLICY": "DROP",
        "DEFAULT_OUTPUT_POLICY": "ACCEPT",
        "ENABLED": "no",
        "LOGLEVEL": "low",
    }
)
"""What the package comes with, for a node where it isn't installed yet."""


@dataclass(frozen=True)
class Ufw:
    """ufw on one node, by family (4 and 6) where they differ."""

    settings: Mapping[str, str] = field(default_factory=lambda: DEBIAN)
    """Names and values of /etc/default/ufw and ufw.conf."""
    is_installed: bool = False
    starts_at_boot: bool = False
    added: tuple[str, ...] = ()
    """The user's rules as `ufw show added` prints them, each without its leading `ufw`."""
    written: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Lines of user.rules; no key for a family that the kernel doesn't have."""
    loaded: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """What iptables prints of INPUT and of the chains with the user's rules."""

    def has(self, family: int, line: str) -> bool:
        """Whether the files have a rule; a family that the kernel hasn't needs none."""
        return family not in self.written or f"{TUPLE}{line}" in self.written[family]

    def tuples(self) -> tuple[str, ...]:
        """Every rule in the files, as ufw notes it."""
        lines = (line for family in self.written.values() for line in family)
        return tuple(line.removeprefix(TUPLE) for line in lines if line.startswith(TUPLE))

    def is_loaded(self, family: int) -> bool:
        """Whether the kernel has the chain that holds the user's rules."""
        return f"-N {PREFIX[family]}-user-input" in self.loaded.get(family, ())

    def is_denying(self) -> bool:
        """Whether the kernel now denies, in every family, what no rule allows."""
        return bool(self.loaded) and all(
            self.is_loaded(family)
            and "-P INPUT DROP" in lines
            and f"-A INPUT -j {PREFIX[family]}-before-input" in lines
            for family, lines in self.loaded.items()
        )

    def lets_in(self, port: int, protocol: str) -> bool:
        """Whether somebody can call PORT: nothing is denied, or one of the rules allows it."""
        return not self.is_denying() or any(admits(line, port, protocol) for line in self.tuples())

    def runs_what_is_written(self) -> bool:
        """Whether the kernel has the user's rules as the files have them."""
        return all(
            _user_rules(family, self.written.get(family, ())) == _user_rules(family, lines)
            for family, lines in self.loaded.items()
        )


class UfwState(FactBase[Ufw]):
    """ufw's own files beside what the kernel holds."""

    default = Ufw

    def command(self) -> str:
        """Print both, part by part."""
        return STATE

    def process(self, output: Iterable[str]) -> Ufw:
        """Take the parts apart."""
        parts = in_parts(output)
        pairs = (line.partition("=") for line in parts["settings"] if not line.startswith("#"))
        settings = {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}
        return Ufw(
            settings={**DEBIAN, **settings},
            is_installed=bool(parts["installed"]),
            starts_at_boot="enabled" in parts["boot"],
            added=tuple(line[4:] for line in parts["added"] if line.startswith("ufw ")),
            written={f: tuple(parts[f"written{f}"]) for f in FAMILIES if f"written{f}" in parts},
            loaded={f: tuple(parts[f"loaded{f}"]) for f in FAMILIES if f"loaded{f}" in parts},
        )


class UfwChains(FactBase[list[str]]):
    """ufw's chains in the kernel, as `iptables ufw-user-input`, whether ufw is installed or not."""

    default = list

    def command(self) -> str:
        """List the chains of both families."""
        return CHAINS

    def process(self, output: Iterable[str]) -> list[str]:
        """A line each."""
        return list(output)


def _user_rules(family: int, lines: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    chains = tuple(f"-A {PREFIX[family]}-user-{chain} " for chain in ("input", "forward"))
    return as_kernel(line for line in lines if line.startswith(chains))
