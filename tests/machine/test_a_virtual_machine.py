"""A virtual machine is a node like others, with a kernel, disks and cards of its own."""

from __future__ import annotations

import pytest
from support.own_lab import OwnLab

from homelab.lab import LabError


def test_it_is_a_machine_and_no_container(vm: OwnLab) -> None:
    assert (
        vm.run("vm", "systemctl is-system-running; systemctl --failed --no-legend") == "running\n"
    )
    assert vm.run("vm", "systemd-detect-virt --vm").strip() in {"qemu", "kvm"}
    assert vm.run("vm", "hostname") == "vm\n"


def test_it_has_its_disks_and_cards(vm: OwnLab) -> None:
    disks = vm.run("vm", "lsblk --noheadings --nodeps --output NAME,SIZE").split()
    assert disks[2:] == ["vdb", "1G", "vdc", "1G", "vdd", "512M"]
    assert vm.run("vm", "ls /sys/class/net").split() == ["eth0", "eth1", "eth2", "eth3", "lo"]


def test_it_has_its_place_on_both_networks(vm: OwnLab) -> None:
    node = vm.node("vm")
    for address in (node.ipv4, node.ipv6, node.lan_ipv4, node.lan_ipv6):
        assert vm.run("beside", f"ping -c 1 -W 5 {address} > /dev/null && echo reached")
    assert vm.run("vm", f"ping -c 1 -W 5 {vm.node('beside').lan_ipv6} > /dev/null && echo reached")


def test_a_command_has_its_input_output_and_exit_code(vm: OwnLab) -> None:
    done = vm.nodes.exec("vm", ["sh", "-c", "cat; echo no >&2; exit 3"], stdin="said")
    assert (done.returncode, done.stdout, done.stderr) == (3, "said", "no\n")


def test_it_keeps_its_disk_over_a_reboot(vm: OwnLab) -> None:
    boot = vm.run("vm", "touch /root/mark; cat /proc/sys/kernel/random/boot_id")
    vm.nodes.reboot("vm")
    assert vm.run("vm", "ls /root/mark") == "/root/mark\n"
    assert vm.run("vm", "cat /proc/sys/kernel/random/boot_id") != boot


def test_what_only_containers_do_is_refused(vm: OwnLab) -> None:
    with pytest.raises(LabError, match="can't be kept as an image"):
        vm.nodes.snapshot("vm", "tag")
    with pytest.raises(LabError, match="log in by SSH"):
        vm.nodes.shell("vm")
