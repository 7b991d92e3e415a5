"""What firewalld's files say, and whether the daemon and the kernel have just that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyinfra.api import FactBase

from homelab.operations.parts import in_parts

__all__ = ["ZONE", "Daemon", "DaemonState", "Written", "WrittenState"]

ZONE = "homelab"
WRITTEN = f"""
echo '## boot'; systemctl is-enabled firewalld.service 2>/dev/null
echo '## conf'; cat /etc/firewalld/firewalld.conf 2>/dev/null
echo '## declared'; grep -hE '^  <(port|rule family)' /etc/firewalld/zones/{ZONE}.xml 2>/dev/null
true
"""
STATE = f"""
firewall-cmd --state >/dev/null 2>&1 || exit 0
all() {{ firewall-cmd $1 --list-all-zones; firewall-cmd $1 --list-all-policies; }}
echo '## running'; all; echo '## permanent'; all --permanent
echo '## DefaultZone'; firewall-cmd --get-default-zone
echo '## LogDenied'; firewall-cmd --get-log-denied
echo '## kernel'; nft list chain inet firewalld filter_INPUT 2>/dev/null
nft list chain inet firewalld filter_IN_{ZONE} 2>/dev/null
true
"""
DENYING = ("jump filter_INPUT_POLICIES", "reject with", f"jump filter_IN_{ZONE}_allow")
OTHERS = ("docker",)
"""Whose zones and policies the daemon has beside its files: Docker makes them as it runs."""
DEBIAN = {"DefaultZone": "public", "LogDenied": "off"}
"""What the package comes with, for a node where it isn't installed yet."""


@dataclass(frozen=True)
class Written:
    """firewalld's files on one node."""

    conf: Mapping[str, str] = field(default_factory=lambda: DEBIAN)
    """Names and values of firewalld.conf."""
    is_masked: bool = False
    declared: tuple[str, ...] = ()
    """The rules in the zone's file that let in what the lab declares."""


class WrittenState(FactBase[Written]):
    """firewalld's files, and whether it may start."""

    default = Written

    def command(self) -> str:
        """Print them, part by part."""
        return WRITTEN

    def process(self, output: Iterable[str]) -> Written:
        """Take the parts apart."""
        parts = in_parts(output)
        pairs = (line.partition("=") for line in parts["conf"] if not line.startswith("#"))
        return Written(
            conf={**DEBIAN, **{name: value for name, equals, value in pairs if equals}},
            is_masked="masked" in parts["boot"],
            declared=tuple(line.strip() for line in parts["declared"]),
        )


@dataclass(frozen=True)
class Daemon:
    """firewalld as it runs on one node."""

    running: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Zones and policies as the daemon has them; none where it doesn't run."""
    permanent: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Zones and policies as the daemon would have them of its files."""
    runs_with: Mapping[str, str] = field(default_factory=dict)
    """Of firewalld.conf, what the daemon tells."""
    is_in_kernel: bool = False

    def runs(self, written: Written) -> bool:
        """Whether the daemon has what its files say and no more, and has told the kernel."""
        is_told = self.running == self.permanent and ZONE in self.running
        has_conf = all(written.conf.get(each) == value for each, value in self.runs_with.items())
        return self.is_in_kernel and is_told and has_conf


class DaemonState(FactBase[Daemon]):
    """What the daemon and the kernel hold; it takes the daemon a second to tell."""

    default = Daemon

    def command(self) -> str:
        """Ask it part by part."""
        return STATE

    def process(self, output: Iterable[str]) -> Daemon:
        """Take the parts apart."""
        parts = in_parts(output)
        kernel = "\n".join(parts["kernel"])
        return Daemon(
            running=_blocks(parts["running"]),
            permanent=_blocks(parts["permanent"]),
            runs_with={name: "".join(parts[name]) for name in DEBIAN if name in parts},
            is_in_kernel=all(words in kernel for words in DENYING),
        )


def _blocks(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    """What `firewall-cmd --list-all-…` lists, by name; in no order, as its rules have none.

    A zone's interfaces aren't told of the default one: they come to it by themselves.
    """
    found: dict[str, set[str]] = {}
    name = ""
    for line in lines:
        if line and not line[0].isspace():
            name = line.split()[0]
        elif line.strip() and not (name == ZONE and "interfaces:" in line):
            found.setdefault(name, set()).add(line.strip())
    return {name: frozenset(said) for name, said in found.items() if not name.startswith(OTHERS)}
