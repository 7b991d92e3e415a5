"""Why a node waits to be rebooted, as it says itself."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["why_pending"]

ASK = r"""
[ ! -e /run/reboot-required ] ||
echo "packages ask for it: $(sort -u /run/reboot-required.pkgs 2>/dev/null | paste -sd ' ' -)"
new=$(find /boot -maxdepth 1 -name 'vmlinuz-*' | sed 's|.*/vmlinuz-||' | sort -V | tail -n 1)
[ -z "$new" ] || [ "$new" = "$(uname -r)" ] || echo "kernel $new is installed, $(uname -r) runs"
"""
"""Debian's packages leave /run/reboot-required (deb-policy's notify-reboot-required)."""


def why_pending(run: Callable[[str], str]) -> list[str]:
    """The reasons, none where nothing waits; RUN runs a command on the node, for its output."""
    return [line.rstrip(": ") for line in run(ASK).splitlines()]
