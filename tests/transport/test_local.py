"""The controller itself as a node."""

from __future__ import annotations

import pytest

from homelab.transport import CommandTimeout
from homelab.transport.local import LocalTransport


def test_commands_run_here_as_root() -> None:
    done = LocalTransport().run("id -u; cat; echo bad >&2; exit 3", stdin=b"in")
    assert (done.exit_status, done.stdout, done.stderr) == (3, b"0\nin", b"bad\n")


def test_a_time_limit_holds() -> None:
    with pytest.raises(CommandTimeout, match="longer than 1 s"):
        LocalTransport().run("sleep 30", timeout=1)


def test_a_held_command_ends_when_it_is_released() -> None:
    hold = LocalTransport().hold("echo held; echo; cat; echo released")
    assert hold.first_lines == "held"
    hold.release()
