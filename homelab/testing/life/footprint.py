"""What a node looked like: its files with their times, and since when its units run."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.testing.life.nodes import Nodes

__all__ = ["changes", "footprint"]

# Left out is what a login or a timer of Debian's own touches, whoever plans or doesn't.
FOOTPRINT = r"""
find /etc /var/lib /usr/local /home /root -xdev \
  \( -path /var/lib/docker -o -path /var/lib/apt/periodic -o -path /var/lib/systemd/timers \
     -o -path /var/lib/private -o -path /var/lib/systemd/timesync \) -prune \
  -o -printf 'file %p is %y %m %u:%g %s, written %T@, changed %C@\n'
systemctl list-units --plain --no-legend --type=service,socket,timer,mount --state=active |
  awk '{print $1}' | grep -vE '^(user|session|run-user|apt-daily|systemd-tmpfiles)' |
  while read -r unit; do
    echo "unit $unit runs since $(systemctl show "$unit" -P ActiveEnterTimestampMonotonic)"
  done
"""


def footprint(nodes: Nodes) -> dict[str, set[str]]:
    """A line for every file and running unit, by node."""
    return {name: set(said.splitlines()) for name, said in nodes.run_on_all(FOOTPRINT).items()}


def changes(before: dict[str, set[str]], after: dict[str, set[str]]) -> Iterator[str]:
    """What differs between two footprints, each line with its sign."""
    for name, lines in before.items():
        yield from (f"{name}: no longer: {line}" for line in sorted(lines - after[name]))
        yield from (f"{name}: new: {line}" for line in sorted(after[name] - lines))
