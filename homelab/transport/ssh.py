"""Commands over one SSH connection, as root, with time limits that hold."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable
from contextlib import suppress

import paramiko

from homelab.contract import CameBy
from homelab.model.lab import Connection
from homelab.transport.base import CommandTimeout, Completed, NotAdmitted, Unreachable
from homelab.transport.connecting import connect
from homelab.transport.ways import Way

__all__ = ["SSHTransport"]

KEEPALIVE_SECONDS = 15
GRACE_SECONDS = 10.0
"""What a command gets to end after its own limit or a release, before patience ends."""
OPEN_SECONDS = 10.0
"""What a node gets to begin a session.

No longer than the shortest guard: one that began later would change what was put back by then.
"""
WINDOW = 1 << 27
"""Flow-control window: one stream may be read to its end while the other waits."""
IN_ENGLISH = "env LC_ALL=C.UTF-8 "
"""What facts and checks read is what programs say by default, whatever the node's locale."""
TIMED_OUT = 124
"""timeout(1)'s exit status for a command that it ended."""


class SSHHold:
    """A held command on the node; it ends when its channel or the connection does."""

    def __init__(self, channel: paramiko.Channel) -> None:
        self._channel = channel
        lines = channel.makefile("r")
        self.first_lines = "".join(iter(lines.readline, "\n")).strip()

    def release(self) -> None:
        """End it by closing its input, and wait until it ended, but not for a node that is gone."""
        with suppress(OSError, EOFError, paramiko.SSHException):
            self._channel.shutdown_write()
            self._channel.status_event.wait(GRACE_SECONDS)
            self._channel.close()


class SSHTransport:
    """One connection to one node; root's commands directly, an admin's through sudo."""

    def __init__(self, way: Way, connection: Connection) -> None:
        self.way = way
        self.is_first_contact = way.is_first_contact
        self._clients = connect(way, connection)
        transport = self._clients[-1].get_transport()
        assert transport is not None  # noqa: S101 - it is connected
        transport.set_keepalive(KEEPALIVE_SECONDS)
        self._ssh = transport
        self._sudo, self._password = "", b""
        try:
            self.came_by = self._find_came_by()
            if transport.get_username() != "root":
                self._become_root()
        except BaseException:
            self.close()
            raise

    def run(
        self, command: str, *, stdin: bytes | None = None, timeout: float | None = None
    ) -> Completed:
        """Run COMMAND by `sh -c` as root."""
        line = f"{self._sudo}{_limited(timeout)}{IN_ENGLISH}sh -c {shlex.quote(command)}"
        start = time.monotonic()
        done = self._exec(line, self._password + (stdin or b""), timeout)
        seconds = time.monotonic() - start
        if timeout is not None and seconds >= timeout and done.exit_status == TIMED_OUT:
            raise CommandTimeout(f"longer than {timeout:.0f} s: {command[:120]}")
        return done

    def hold(self, command: str) -> SSHHold:
        """Start COMMAND and keep it going."""
        channel = self._open()
        channel.exec_command(f"{self._sudo}sh -c {shlex.quote(command)}")
        channel.sendall(self._password)
        return SSHHold(channel)

    def close(self) -> None:
        """End the connection, and then those to jump hosts."""
        for client in reversed(self._clients):
            client.close()

    def _become_root(self) -> None:
        if self._exec("sudo -n -- true", b"", 30).exit_status == 0:
            self._sudo = "sudo -n -- "
            return
        if self.way.sudo_password is not None:
            # -k: a remembered password would leave ours unread, and hand it to the command.
            sudo, password = "sudo -k -S -p '' -- ", f"{self.way.sudo_password}\n".encode()
            if self._exec(f"{sudo}true", password, 30).exit_status == 0:
                self._sudo, self._password = sudo, password
                return
        raise NotAdmitted(f"{self.way}: logged in, but sudo doesn't let it become root")

    def _find_came_by(self) -> CameBy | None:
        words = self._exec("printenv SSH_CONNECTION", b"", 30).stdout.split()
        if len(words) != 4:  # noqa: PLR2004 - sshd's form: client and its port, server and its port
            return None
        return CameBy(words[2].decode(), int(words[3]), self._ssh.get_username() or "")

    def _open(self) -> paramiko.Channel:
        try:
            return self._ssh.open_session(window_size=WINDOW, timeout=OPEN_SECONDS)
        except (paramiko.SSHException, OSError, EOFError) as error:
            raise Unreachable(f"{self.way}: the connection broke ({error})") from error

    def _exec(self, line: str, stdin: bytes, timeout: float | None) -> Completed:
        deadline = None if timeout is None else time.monotonic() + timeout + GRACE_SECONDS
        channel = self._open()
        try:
            channel.settimeout(None if timeout is None else timeout + GRACE_SECONDS)
            channel.exec_command(line)
            if stdin:
                _send(channel, stdin)
            channel.shutdown_write()
            stdout = _read(channel.recv, channel, deadline)
            stderr = _read(channel.recv_stderr, channel, deadline)
            status = channel.recv_exit_status()
        except TimeoutError as error:
            raise CommandTimeout(f"longer than {timeout or 0:.0f} s: {line[:120]}") from error
        except (paramiko.SSHException, OSError, EOFError) as error:
            raise Unreachable(f"{self.way}: the connection broke ({error})") from error
        finally:
            channel.close()
        if status == -1:
            raise Unreachable(f"{self.way}: the connection broke while a command ran")
        return Completed(status, stdout, stderr)


def _limited(timeout: float | None) -> str:
    return "" if timeout is None else f"timeout -k 5 {timeout:g} "


def _send(channel: paramiko.Channel, data: bytes) -> None:
    try:
        channel.sendall(data)
    except OSError:
        if not channel.closed and not channel.exit_status_ready():
            raise  # otherwise the command ended without reading its input, as it may


def _read(
    receive: Callable[[int], bytes], channel: paramiko.Channel, deadline: float | None
) -> bytes:
    parts: list[bytes] = []
    while True:
        if deadline is not None:
            channel.settimeout(max(0.1, deadline - time.monotonic()))
        part = receive(1 << 16)
        if not part:
            return b"".join(parts)
        parts.append(part)
