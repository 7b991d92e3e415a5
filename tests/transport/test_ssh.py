"""One connection to a real sshd: commands, limits, sudo, host keys, jump hosts, the agent."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from homelab.lab import Entry, LabNode, NodeWish, Rehearsal
from homelab.model.lab import Connection
from homelab.transport import CommandTimeout, HostKeyChanged, NotAdmitted, Unreachable, Way
from homelab.transport.ssh import SSHTransport

pytestmark = pytest.mark.lab
PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for keys and pins."""
    path = tmp_path_factory.mktemp("transport")
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path / "key")]
    subprocess.run(command, check=True)
    return path


@pytest.fixture(scope="module")
def nodes(folder: Path) -> Iterator[dict[str, LabNode]]:
    """One node that root enters by key, one whose user is asked for a password by sudo."""
    rehearsal = Rehearsal(folder)
    public = (folder / "key.pub").read_text().strip()
    wishes = [
        NodeWish("key", "debian-13", Entry(public_key=public)),
        NodeWish("asks", "debian-12", Entry("debian", password=PASSWORD, sudo="password")),
    ]
    try:
        yield {node.name: node for node in rehearsal.up(wishes)}
    finally:
        rehearsal.down()


@pytest.fixture
def connection(nodes: dict[str, LabNode], tmp_path: Path) -> Connection:
    """To the node with the key, with pins and SSH configuration of the test's own."""
    config = tmp_path / "config"
    config.touch()
    return Connection("ssh", str(nodes["key"].ipv4), tmp_path / "known_hosts", config_file=config)


@pytest.fixture
def way(folder: Path, nodes: dict[str, LabNode]) -> Way:
    """Root, by key."""
    return Way(str(nodes["key"].ipv4), 22, "root", str(folder / "key"))


def test_a_command_gets_its_input_and_gives_both_outputs(way: Way, connection: Connection) -> None:
    transport = SSHTransport(way, connection)
    done = transport.run("cat; echo bad >&2; exit 3", stdin=b"in\0put")
    assert (done.exit_status, done.stdout, done.stderr) == (3, b"in\0put", b"bad\n")
    transport.close()


def test_much_output_on_both_streams_and_much_input_do_not_block(
    way: Way, connection: Connection
) -> None:
    transport = SSHTransport(way, connection)
    size = 6_000_000
    done = transport.run(f"head -c {size} /dev/zero >&2; cat", stdin=b"x" * size, timeout=60)
    assert (len(done.stdout), len(done.stderr)) == (size, size)
    transport.close()


def test_a_time_limit_ends_the_command_on_the_node_too(way: Way, connection: Connection) -> None:
    transport = SSHTransport(way, connection)
    with pytest.raises(CommandTimeout, match="longer than 1 s: sleep 77"):
        transport.run("sleep 77", timeout=1)
    assert transport.run("pgrep -xf 'sleep 77'").exit_status == 1
    transport.close()


def test_sudo_that_asks_gets_the_password_and_the_command_does_not(
    nodes: dict[str, LabNode], connection: Connection
) -> None:
    address = str(nodes["asks"].ipv4)
    way = Way(address, 22, "debian", password=PASSWORD, sudo_password=PASSWORD)
    transport = SSHTransport(way, replace(connection, hostname=address))
    done = transport.run("id -u; cat", stdin=b"mine")
    assert done.stdout == b"0\nmine"
    listed = transport.run("ps -eo args").stdout.decode()
    assert PASSWORD not in listed
    transport.close()
    with pytest.raises(NotAdmitted, match="sudo doesn't let it become root"):
        SSHTransport(replace(way, sudo_password="wrong"), replace(connection, hostname=address))


def test_a_host_key_is_pinned_at_first_contact_and_refused_when_changed(
    way: Way, connection: Connection
) -> None:
    SSHTransport(way, connection).close()
    pinned = connection.known_hosts.read_text()
    assert pinned.startswith(f"{way.hostname} ssh-ed25519 ")
    assert oct(connection.known_hosts.stat().st_mode & 0o777) == "0o600"
    SSHTransport(way, connection).close()
    assert connection.known_hosts.read_text() == pinned

    other = Path(f"{connection.known_hosts}.other")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other)], check=True)
    key = other.with_name(f"{other.name}.pub").read_text().split()[1]
    for name in (way.hostname, f"[{way.hostname}]:2222"):  # a pin of another port counts as well
        connection.known_hosts.write_text(f"{name} ssh-ed25519 {key}\n")
        with pytest.raises(HostKeyChanged, match="isn't the one pinned"):
            SSHTransport(way, connection)


def test_an_alias_a_jump_host_and_an_agent_work(
    way: Way, connection: Connection, nodes: dict[str, LabNode], folder: Path
) -> None:
    assert connection.config_file is not None
    connection.config_file.write_text(
        f"Host inner\n  HostName {nodes['key'].lan_ipv4}\n  User root\n  ProxyJump outer\n"
        f"Host outer\n  HostName {way.hostname}\n  User root\n"
    )
    agent = subprocess.run(["ssh-agent", "-s"], check=True, capture_output=True, text=True).stdout
    said = dict(part.split("=", 1) for part in agent.split(";") if "=" in part and "SSH_" in part)
    environment = {key.strip(): value for key, value in said.items()}
    os.environ.update(environment)
    try:
        subprocess.run(["ssh-add", "-q", str(folder / "key")], check=True)
        transport = SSHTransport(Way("inner", None, None), replace(connection, hostname="inner"))
        assert transport.came_by is not None
        assert transport.came_by[:2] == (str(nodes["key"].lan_ipv4), 22)
        transport.close()
    finally:
        subprocess.run(["ssh-agent", "-k"], check=True, capture_output=True)
        for key in environment:
            os.environ.pop(key, None)
    with pytest.raises(Unreachable):
        SSHTransport(Way("inner", None, None), replace(connection, hostname="inner"))


def test_a_refusal_says_who_was_refused_where(way: Way, connection: Connection) -> None:
    with pytest.raises(NotAdmitted, match=rf"nobody@{way.hostname}:22: refused"):
        SSHTransport(replace(way, user="nobody"), connection)
    with pytest.raises(Unreachable, match=rf"{way.hostname}:2: Connection refused"):
        SSHTransport(replace(way, port=2), connection)
    with pytest.raises(Unreachable, match="no such name"):
        SSHTransport(replace(way, hostname="no-such-host.invalid"), connection)
    with pytest.raises(NotAdmitted, match="there is no key"):
        SSHTransport(replace(way, identity="~/no/such/key"), connection)


def test_many_commands_share_one_connection_and_are_quick(way: Way, connection: Connection) -> None:
    transport = SSHTransport(way, connection)
    peers = {transport.run("printenv SSH_CONNECTION").stdout for _ in range(30)}
    assert len(peers) == 1
    line = transport._ssh.sock
    assert isinstance(line, socket.socket)
    assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    transport.close()
    with pytest.raises(Unreachable, match="the connection broke"):
        transport.run("true")
