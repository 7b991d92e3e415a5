"""Logging in as a person would, and asking one command."""

from ipaddress import IPv4Address

import paramiko


def login(
    ipv4: IPv4Address, user: str, password: str | None = None, key: paramiko.PKey | None = None
) -> paramiko.SSHClient:
    """Only with what is given: no agent, no keys of this machine."""
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # noqa: S507 - made a minute ago
    client.connect(
        str(ipv4),
        username=user,
        password=password,
        pkey=key,
        look_for_keys=False,
        allow_agent=False,
        timeout=10,
    )
    return client


def answer(client: paramiko.SSHClient, command: str, stdin: str = "") -> tuple[int, str]:
    """Exit code and standard output."""
    to, out, _ = client.exec_command(command, timeout=20)
    to.write(stdin)
    to.channel.shutdown_write()
    text = out.read().decode().strip()
    return out.channel.recv_exit_status(), text
