"""What OpenSSH's own configuration must say, as the server itself reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.roadmap.phase1.remote_access.openssh.settings import OpensshSettings

if TYPE_CHECKING:
    from testinfra.host import Host

OpensshNode = Node[OpensshSettings]


@pytest.fixture
def effective(host: Host) -> dict[str, str]:
    """What `sshd -T` says of a login by root from elsewhere: names in lower case, lists joined."""
    said: dict[str, list[str]] = {}
    connection = "user=root,host=elsewhere,addr=192.0.2.1"
    for line in host.check_output("/usr/sbin/sshd -T -C %s", connection).splitlines():
        name, _, value = line.partition(" ")
        said.setdefault(name, []).append(value)
    return {name: ",".join(values) for name, values in said.items()}


def test_sshd_runs_now_and_after_a_reboot(host: Host) -> None:
    """The SSH server runs, and starts at boot."""
    service = host.service("ssh")
    assert service.is_running
    assert service.is_enabled


def test_root_and_passwords_are_off(effective: dict[str, str]) -> None:
    """OpenSSH's own settings close root, passwords and questions."""
    assert effective.get("permitrootlogin") == "no"
    assert effective.get("passwordauthentication") == "no"
    assert effective.get("kbdinteractiveauthentication") == "no"
    assert effective.get("permitemptypasswords") == "no"


def test_only_the_declared_port_is_served(node: OpensshNode, effective: dict[str, str]) -> None:
    """OpenSSH's own settings name the declared port and no other."""
    assert effective.get("port") == str(node.settings.port)


def test_only_declared_groups_may_log_in(
    node: OpensshNode, host: Host, effective: dict[str, str]
) -> None:
    """Only members of the declared groups may log in, and the admin is one."""
    assert effective.get("allowgroups") == ",".join(node.settings.allow_groups)
    assert set(host.user(node.settings.admin.name).groups) & set(node.settings.allow_groups)


def test_limits_are_the_declared_ones(node: OpensshNode, effective: dict[str, str]) -> None:
    """The SSH server limits unfinished logins, tries and waiting as declared."""
    settings = node.settings
    assert effective.get("maxstartups") == settings.max_startups
    assert effective.get("maxauthtries") == str(settings.max_auth_tries)
    assert effective.get("logingracetime") == str(settings.login_grace_time)


def test_algorithms_are_the_declared_ones(node: OpensshNode, effective: dict[str, str]) -> None:
    """The SSH server offers the declared ciphers, MACs and key exchanges, in their order."""
    settings = node.settings
    assert effective.get("ciphers") == ",".join(settings.ciphers)
    assert effective.get("macs") == ",".join(settings.macs)
    assert effective.get("kexalgorithms") == ",".join(settings.kex_algorithms)


def test_only_the_declared_keys_open_the_door(node: OpensshNode, host: Host) -> None:
    """The admin's authorized keys are the declared ones."""
    home = host.user(node.settings.admin.name).home
    lines = host.file(f"{home}/.ssh/authorized_keys").content_string.splitlines()
    found = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    assert found == set(node.settings.admin.keys)
