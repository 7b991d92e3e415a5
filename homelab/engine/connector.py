"""pyinfra's connector over one of our transports, which outlives the State."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from io import IOBase
from pathlib import Path
from typing import IO, Any, cast

from pyinfra.api import StringCommand
from pyinfra.api.host import Host
from pyinfra.connectors.base import BaseConnector
from pyinfra.connectors.util import CommandOutput, OutputLine, make_unix_command_for_host

from homelab.transport import Completed, Transport

__all__ = ["TransportConnector", "attach", "read_source"]

NOT_COMMAND_WORDS = ("_timeout", "_stdin", "_success_exit_codes", "_get_pty")


class TransportConnector(BaseConnector):
    """Runs everything as root by the transport that was put into the host's connector data.

    `_timeout` holds, unlike in pyinfra's own connector outside gevent.
    """

    handles_execution = True

    @property
    def transport(self) -> Transport:
        """The connection; whoever opened it closes it."""
        return cast("Transport", self.host.connector_data["transport"])

    @staticmethod
    def make_names_data(name: str) -> Iterator[tuple[str, dict[str, Any], list[str]]]:
        """Unused: our inventories name hosts plainly."""
        yield name, {}, []

    def run_shell_command(
        self,
        command: StringCommand,
        print_output: bool = False,  # noqa: ARG002, FBT001, FBT002 - pyinfra's signature
        print_input: bool = False,  # noqa: ARG002, FBT001, FBT002
        **arguments: Any,
    ) -> tuple[bool, CommandOutput]:
        """Run COMMAND as root; whether it succeeded, and what it printed."""
        own = {key: arguments.pop(key, None) for key in NOT_COMMAND_WORDS}
        line = make_unix_command_for_host(self.state, self.host, command, **arguments)
        done = self._answer(line.get_raw_value(), own)
        return done.exit_status in (own["_success_exit_codes"] or [0]), _output(done)

    def _answer(self, command: str, own: dict[str, Any]) -> Completed:
        answers: dict[str, Completed] | None = self.host.connector_data["answers"]
        if answers is not None and command in answers:
            return answers[command]
        limit = own["_timeout"] or self.host.connector_data["operation_timeout"]
        done = self.transport.run(command, stdin=_stdin(own["_stdin"]), timeout=limit)
        if answers is not None:
            answers[command] = done
        return done

    def put_file(
        self,
        filename_or_io: str | IOBase,
        remote_filename: str,
        remote_temp_filename: str | None = None,  # noqa: ARG002 - ours lies beside the target
        print_output: bool = False,  # noqa: ARG002, FBT001, FBT002
        print_input: bool = False,  # noqa: ARG002, FBT001, FBT002
        **arguments: Any,  # noqa: ARG002
    ) -> bool:
        """Put a file in place at once: whoever looks sees the old one or the new one, whole.

        A new file is root's alone until the operation that put it sets owner and mode.
        """
        target = shlex.quote(remote_filename)
        beside = shlex.quote(f"{remote_filename}.homelab-new")
        script = (
            f"umask 077; cat > {beside} && "
            f"if [ -e {target} ]; then chown --reference={target} {beside} && "
            f"chmod --reference={target} {beside}; fi && sync {beside} && mv -f {beside} {target}"
        )
        done = self.transport.run(script, stdin=read_source(filename_or_io))
        if done.exit_status != 0:
            raise OSError(done.stderr.decode(errors="replace").strip())
        return True

    def get_file(
        self,
        remote_filename: str,
        filename_or_io: str | IOBase,
        remote_temp_filename: str | None = None,  # noqa: ARG002
        print_output: bool = False,  # noqa: ARG002, FBT001, FBT002
        print_input: bool = False,  # noqa: ARG002, FBT001, FBT002
        **arguments: Any,  # noqa: ARG002
    ) -> bool:
        """Fetch a file's content."""
        done = self.transport.run(f"cat -- {shlex.quote(remote_filename)}")
        if done.exit_status != 0:
            raise OSError(done.stderr.decode(errors="replace").strip())
        if isinstance(filename_or_io, str):
            Path(filename_or_io).write_bytes(done.stdout)
        else:
            cast("IO[bytes]", filename_or_io).write(done.stdout)
        return True


def read_source(source: str | IOBase | IO[Any]) -> bytes:
    """The bytes of a local file or of an open one, which is left as it was found."""
    if isinstance(source, str):
        return Path(source).read_bytes()
    source.seek(0)
    content = cast("IO[Any]", source).read()
    source.seek(0)
    return content.encode() if isinstance(content, str) else bytes(content)


def attach(
    host: Host,
    transport: Transport,
    operation_timeout: float,
    answers: dict[str, Completed] | None,
) -> None:
    """Have HOST's connector use TRANSPORT; seconds for operations that state no limit."""
    host.connector_data["answers"] = answers
    host.connector_data["transport"] = transport
    host.connector_data["operation_timeout"] = operation_timeout


def _stdin(value: Any) -> bytes | None:  # noqa: ANN401 - pyinfra takes nearly anything
    if value is None:
        return None
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return f"{value}\n".encode()
    if isinstance(value, IOBase):
        return read_source(value)
    return "".join(f"{line}\n" for line in value).encode()


def _output(done: Completed) -> CommandOutput:
    return CommandOutput(
        [
            OutputLine(name, line)
            for name, data in (("stdout", done.stdout), ("stderr", done.stderr))
            for line in data.decode(errors="replace").splitlines()
        ]
    )
