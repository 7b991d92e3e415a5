"""The machine's sysctls, without those that change by themselves."""

import os
import re
from pathlib import Path

PROC_SYS = Path("/proc/sys")

BY_THEMSELVES = re.compile(
    r"fs/(aio-nr|dentry-state|file-nr|inode-nr|inode-state|quota/.*)"
    r"|kernel/(ns_last_pid|pty/nr|random/.*|perf_event_max_sample_rate|keys/.*)"
    r"|net/netfilter/nf_conntrack_count"
    r"|net/ipv[46]/(conf|neigh)/(?!all/|default/).*"
)
"""Counters, and keys of interfaces that come and go."""


def machine_sysctls(root: Path = PROC_SYS) -> dict[str, str]:
    """Path below /proc/sys -> value, of every readable key that only somebody's hand changes."""
    found = {}
    for folder, _, files in os.walk(root):
        for file in (Path(folder, name) for name in files):
            name = str(file.relative_to(root))
            if BY_THEMSELVES.fullmatch(name) is None:
                try:
                    found[name] = file.read_text(errors="replace")
                except OSError:  # write-only, or an interface that has just gone
                    continue
    return found


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """One line for each key that isn't as it was."""
    return [
        f"{name}: {before.get(name)!r} -> {after.get(name)!r}"
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]
