"""Four real nodes: they boot, let in whom they should, reboot, and are made anew."""

import paramiko
import pytest

from homelab.lab import LabNode, NodeWish, Rehearsal
from homelab.lab.standing import find

from .conftest import PASSWORD
from .ssh import answer, login
from .sysctls import differences, machine_sysctls

pytestmark = pytest.mark.lab

Nodes = dict[str, LabNode]


def test_every_node_runs_without_a_failed_unit(rehearsal: Rehearsal, nodes: Nodes) -> None:
    for name in nodes:
        assert rehearsal.exec(name, ["systemctl", "--failed", "--no-legend"]).stdout == ""


def test_every_node_has_the_system_it_was_wished(rehearsal: Rehearsal, nodes: Nodes) -> None:
    for node in nodes.values():
        assert (
            f'VERSION_ID="{node.system.removeprefix("debian-")}"'
            in rehearsal.exec(node.name, ["cat", "/etc/os-release"]).stdout
        )


def test_root_enters_by_password(nodes: Nodes) -> None:
    with login(nodes["root-password"].ipv4, "root", password=PASSWORD) as client:
        assert answer(client, "id --user") == (0, "0")


def test_a_wrong_password_is_refused(nodes: Nodes) -> None:
    with pytest.raises(paramiko.AuthenticationException):
        login(nodes["root-password"].ipv4, "root", password="wrong")


def test_root_enters_by_key_and_by_no_password(nodes: Nodes, key: paramiko.PKey) -> None:
    with login(nodes["root-key"].ipv4, "root", key=key) as client:
        assert answer(client, "id --user") == (0, "0")
    with pytest.raises(paramiko.SSHException):
        login(nodes["root-key"].ipv4, "root", password=PASSWORD)


def test_a_default_user_with_a_key_needs_no_password_for_sudo(
    nodes: Nodes, key: paramiko.PKey
) -> None:
    with login(nodes["user-key"].ipv4, "debian", key=key) as client:
        assert answer(client, "sudo --non-interactive id --user") == (0, "0")


def test_a_default_user_with_a_password_is_asked_for_it_by_sudo(nodes: Nodes) -> None:
    with login(nodes["user-password"].ipv4, "debian", password=PASSWORD) as client:
        assert answer(client, "sudo --non-interactive id --user")[0] != 0
        assert answer(client, "sudo --stdin id --user", f"{PASSWORD}\n") == (0, "0")


def test_root_stays_out_where_a_user_is_the_way_in(nodes: Nodes, key: paramiko.PKey) -> None:
    with pytest.raises(paramiko.SSHException):
        login(nodes["user-key"].ipv4, "root", key=key)


@pytest.mark.parametrize(
    "file", ["/etc/machine-id", "/etc/ssh/ssh_host_ed25519_key.pub", "/etc/hostname"]
)
def test_no_two_nodes_share_an_identity(rehearsal: Rehearsal, nodes: Nodes, file: str) -> None:
    found = [rehearsal.exec(name, ["cat", file]).stdout for name in nodes]
    assert all(found)
    assert len(set(found)) == len(nodes)


def test_eth0_is_management_and_eth1_the_lan(rehearsal: Rehearsal, nodes: Nodes) -> None:
    for node in nodes.values():
        _check_interfaces(rehearsal, node)


def test_nodes_reach_each_other_on_both_networks_by_both_protocols(
    rehearsal: Rehearsal, nodes: Nodes
) -> None:
    other = nodes["root-key"]
    for address in (other.ipv4, other.ipv6, other.lan_ipv4, other.lan_ipv6):
        assert (
            rehearsal.exec("root-password", ["ping", "-c", "1", "-W", "2", str(address)]).returncode
            == 0
        )


def test_up_keeps_nodes_that_stand(
    rehearsal: Rehearsal, nodes: Nodes, wishes: tuple[NodeWish, ...]
) -> None:
    before = [find(node.container) for node in nodes.values()]
    assert rehearsal.up(wishes) == tuple(nodes.values())
    assert [find(node.container) for node in nodes.values()] == before


def test_a_reboot_keeps_disk_names_and_addresses(rehearsal: Rehearsal, nodes: Nodes) -> None:
    node = nodes["root-password"]
    boot = rehearsal.exec(node.name, ["stat", "--format", "%Y", "/proc/1"]).stdout
    rehearsal.exec(
        node.name, ["sh", "-c", "echo kept > /root/mark; echo '192.0.2.7 kept' >> /etc/hosts"]
    )
    rehearsal.reboot(node.name)
    assert rehearsal.exec(node.name, ["stat", "--format", "%Y", "/proc/1"]).stdout != boot
    assert rehearsal.exec(node.name, ["cat", "/root/mark"]).stdout == "kept\n"
    assert "192.0.2.7 kept" in rehearsal.exec(node.name, ["cat", "/etc/hosts"]).stdout
    _check_interfaces(rehearsal, node)


def test_a_reset_node_is_new_at_the_same_address(rehearsal: Rehearsal, nodes: Nodes) -> None:
    node = nodes["user-password"]
    rehearsal.exec(node.name, ["sh", "-c", "touch /root/mark /var/lib/docker/mark"])
    identity = rehearsal.exec(node.name, ["cat", "/etc/machine-id"]).stdout
    assert rehearsal.reset(node.name) == node
    assert rehearsal.exec(node.name, ["ls", "/root/mark", "/var/lib/docker/mark"]).stdout == ""
    assert rehearsal.exec(node.name, ["cat", "/etc/machine-id"]).stdout != identity
    with login(node.ipv4, "debian", password=PASSWORD) as client:
        assert answer(client, "hostname") == (0, node.name)


def test_a_snapshot_brings_back_disks_files_and_identity(
    rehearsal: Rehearsal, nodes: Nodes
) -> None:
    node = nodes["user-key"]
    remembered = [
        "bash",
        "-c",
        "cat /etc/{machine-id,ssh/*.pub,hosts,resolv.conf} {/root,/var/lib/docker}/mark",
    ]
    rehearsal.exec(
        node.name,
        [
            "sh",
            "-c",
            "echo 192.0.2.8 kept >> /etc/hosts; echo a > /root/mark; echo b > /var/lib/docker/mark",
        ],
    )
    before = rehearsal.exec(node.name, remembered)
    assert before.returncode == 0
    image = rehearsal.snapshot(node.name, "prepared")
    rehearsal.exec(node.name, ["sh", "-c", "rm /root/mark /var/lib/docker/mark"])
    assert image in rehearsal.snapshots()
    assert rehearsal.reset(node.name, image=image) == node
    assert rehearsal.exec(node.name, remembered).stdout == before.stdout
    rehearsal.prune_snapshots()
    assert rehearsal.snapshots() == ()


def test_a_new_node_installs_a_package(rehearsal: Rehearsal, nodes: Nodes) -> None:
    done = rehearsal.exec(
        "root-password", ["apt-get", "install", "-qq", "-y", "--no-install-recommends", "tree"]
    )
    assert done.returncode == 0, done.stderr


def test_every_node_has_the_clamp_before_any_runc(rehearsal: Rehearsal, nodes: Nodes) -> None:
    assert (
        rehearsal.exec("root-password", ["sh", "-c", "command -v runc"]).stdout
        == "/usr/local/sbin/runc\n"
    )


def test_the_machine_keeps_its_sysctls(sysctls_before: dict[str, str], nodes: Nodes) -> None:
    assert len(sysctls_before) > 500
    assert differences(sysctls_before, machine_sysctls()) == []


def _check_interfaces(rehearsal: Rehearsal, node: LabNode) -> None:
    for interface, addresses in (
        ("eth0", (node.ipv4, node.ipv6)),
        ("eth1", (node.lan_ipv4, node.lan_ipv6)),
    ):
        shown = rehearsal.exec(
            node.name, ["ip", "-oneline", "address", "show", "dev", interface]
        ).stdout
        for address in addresses:
            assert f" {address}/" in shown
    assert " dev eth0" in rehearsal.exec(node.name, ["ip", "route", "show", "default"]).stdout
