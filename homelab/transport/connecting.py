"""Make one authenticated paramiko client: socket, jump hosts, host key, authentication."""

from __future__ import annotations

import logging
import os
import socket
import time
from contextlib import suppress
from pathlib import Path

import paramiko

from homelab.model.lab import Connection
from homelab.transport.base import NotAdmitted, NotNow, Unreachable
from homelab.transport.host_keys import PinAtFirstContact, changed, known_keys
from homelab.transport.ssh_config import Target, resolve_target
from homelab.transport.ways import Way

__all__ = ["connect"]

CONNECT_SECONDS = 10.0
PENALTY_SECONDS, PENALTY_TRIES = 5.0, 6
NO_BANNER = "Error reading SSH protocol banner"
logging.getLogger("paramiko").addHandler(logging.NullHandler())  # what matters is raised
Line = socket.socket | paramiko.Channel | paramiko.ProxyCommand


def connect(way: Way, connection: Connection) -> list[paramiko.SSHClient]:
    """An authenticated client for WAY, last in a list that begins with its jump hosts' clients.

    An sshd that penalizes this address (sshd_config(5), PerSourcePenalties) is asked again until
    its penalty has passed. Raises HostKeyChanged, NotAdmitted or Unreachable, having closed what
    it opened.
    """
    for _ in range(PENALTY_TRIES):
        try:
            return _connect(way, connection)
        except NotNow:
            time.sleep(PENALTY_SECONDS)
    return _connect(way, connection)


def _connect(way: Way, connection: Connection) -> list[paramiko.SSHClient]:
    target = resolve_target(way.hostname, way.port, way.user, connection.config_file)
    clients: list[paramiko.SSHClient] = []
    try:
        line: Line | None = None
        for jump in target.jumps:
            user, _, address = jump.rpartition("@")
            name, _, port = address.partition(":")
            hop = resolve_target(
                name, int(port) if port else None, user or None, connection.config_file
            )
            line = line if line is not None else _dial(hop)
            clients.append(_authenticate(hop, line, Way(name, None, None), connection))
            line = _through(clients[-1], _next(target, jump, connection))
        line = line if line is not None else _dial(target)
        clients.append(_authenticate(target, line, way, connection))
    except BaseException:
        for client in clients:
            client.close()
        raise
    return clients


def _next(target: Target, jump: str, connection: Connection) -> Target:
    """Whom the jump host JUMP connects to: the jump after it, or the target."""
    following = target.jumps[target.jumps.index(jump) + 1 :]
    if not following:
        return target
    name, _, port = following[0].rpartition("@")[2].partition(":")
    return resolve_target(name, int(port) if port else None, None, connection.config_file)


def _dial(target: Target) -> Line:
    if target.proxy_command:
        return paramiko.ProxyCommand(target.proxy_command)
    where = f"{target.hostname}:{target.port}"
    try:
        own = (target.bind_address, 0) if target.bind_address else None
        line = socket.create_connection((target.hostname, target.port), CONNECT_SECONDS, own)
    except socket.gaierror as error:
        raise Unreachable(f"{target.hostname}: no such name ({error.strerror})") from error
    except OSError as error:
        raise Unreachable(f"{where}: {error.strerror or 'no answer'}") from error
    # Without it every command waits 40 ms for the other side's delayed acknowledgement.
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def _through(client: paramiko.SSHClient, target: Target) -> paramiko.Channel:
    transport = client.get_transport()
    assert transport is not None  # noqa: S101 - it is connected
    where = (target.hostname, target.port)
    try:
        return transport.open_channel("direct-tcpip", where, ("", 0), timeout=CONNECT_SECONDS)
    except (paramiko.SSHException, OSError) as error:
        raise Unreachable(f"{target.hostname}:{target.port} by jump host: {error}") from error


def _authenticate(
    target: Target, line: Line, way: Way, connection: Connection
) -> paramiko.SSHClient:
    client = paramiko.SSHClient()
    pins = connection.known_hosts
    if pins.is_file():
        client.load_host_keys(str(pins))
    client.set_missing_host_key_policy(PinAtFirstContact(pins, target.hostname))
    user = target.user or os.environ.get("USER", "root")
    where = f"{user}@{target.hostname}:{target.port}"
    if target.identity_agent and target.identity_agent != "none":
        os.environ["SSH_AUTH_SOCK"] = str(Path(target.identity_agent).expanduser())
    known = known_keys(pins, target.hostname)
    try:
        key, wants_agent = _key(way.identity, where)
        client.connect(
            target.hostname,
            target.port,
            user,
            password=way.password,
            pkey=key,
            key_filename=None if way.identity else _existing(target.identities),  # type: ignore[arg-type]  # a list is taken too
            sock=line,
            allow_agent=wants_agent and not way.password,
            look_for_keys=way.identity is None and way.password is None,
            timeout=CONNECT_SECONDS,
            banner_timeout=CONNECT_SECONDS,
            auth_timeout=CONNECT_SECONDS * 2,
            disabled_algorithms={"keys": _other_than(known)} if known else None,
        )
    except BaseException as error:
        client.close()
        with suppress(OSError):
            line.close()
        if isinstance(error, paramiko.BadHostKeyException):
            raise changed(target.hostname, pins) from error
        if isinstance(error, paramiko.AuthenticationException):
            raise NotAdmitted(f"{where}: refused ({_said(error)})") from error
        if isinstance(error, Unreachable):
            raise
        if NO_BANNER in str(error):
            why = "answers, but speaks no SSH; or its sshd refuses this address for a while"
            raise NotNow(f"{where}: {why}") from error
        if isinstance(error, paramiko.SSHException | OSError | EOFError):
            raise Unreachable(f"{where}: {_said(error)}") from error
        raise
    return client


def _key(identity: str | None, where: str) -> tuple[paramiko.PKey | None, bool]:
    """The private key in the file IDENTITY, and whether the agent should be asked as well."""
    if identity is None:
        return None, True
    path = Path(identity).expanduser()
    try:
        return paramiko.PKey.from_path(str(path)), False
    except FileNotFoundError:
        raise NotAdmitted(f"{where}: there is no key {path}; make one with ssh-keygen") from None
    except (paramiko.PasswordRequiredException, TypeError):
        return None, True  # encrypted with a passphrase: the agent may hold it
    except (paramiko.SSHException, ValueError, OSError) as error:
        raise NotAdmitted(f"{where}: {path} is not a private key ({error})") from error


def _existing(paths: tuple[str, ...]) -> list[str]:
    return [path for path in paths if Path(path).is_file()]


def _other_than(known: dict[str, paramiko.PKey]) -> list[str]:
    """Host key algorithms that no pinned key speaks, so that the pinned one is offered."""
    spoken = set(known) | ({"rsa-sha2-512", "rsa-sha2-256"} if "ssh-rsa" in known else set())
    every: tuple[str, ...] = paramiko.Transport._preferred_keys  # type: ignore[attr-defined]  # noqa: SLF001
    return [name for name in every if name not in spoken]


def _said(error: BaseException) -> str:
    return str(error) or type(error).__name__
