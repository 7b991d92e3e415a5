"""A machine's own kernel carries WireGuard; the device outside has it in a program."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.own_lab import OwnLab

from homelab.result import ExitCode, exit_code
from homelab.roadmap.phase2.vpn.wireguard.client import client_file
from homelab.roadmap.phase2.vpn.wireguard.declared import INTERFACE

WISHES = """
firewall = {"provider": "nftables"}
vpn = {
    "provider": "wireguard",
    "secret": "env:VPN_SERVER",
    "reach": ["10.99.0.0/16"],
    "dns": [],
    "peers": {"phone": {"secret": "env:VPN_PHONE"}},
}
"""
TOOLS = (
    "DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --update --no-install-recommends "
    "wireguard-tools wireguard-go"
)
GREET = "ping -c 1 -W 5 10.99.0.1 > /dev/null && echo reached || echo lost"


@pytest.fixture
def secrets(vm: OwnLab, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """They are there; afterwards the machine is new, as it was before it had sshd elsewhere."""
    for name in ("VPN_SERVER", "VPN_PHONE"):
        monkeypatch.setenv(name, f"a long secret of {name}")
    yield
    vm.nodes.reset("vm")
    (vm.root / "known_hosts").unlink(missing_ok=True)


@pytest.mark.usefixtures("secrets")
def test_the_kernel_carries_the_tunnel(vm: OwnLab) -> None:
    results = vm.apply("vm", vm.access() + WISHES)
    assert exit_code(results) is ExitCode.OK, [each for each in results if each.detail]
    assert "wireguard" in vm.run("vm", f"ip -details link show {INTERFACE}")
    assert vm.run("vm", "command -v wireguard-go || echo none") == "none\n"

    vm.run("beside", TOOLS)
    assert vm.run("beside", GREET) == "lost\n"
    text = client_file(vm.load().node("vm", "vpn", "wireguard"), "phone")
    write = "umask 077; cat > /etc/wireguard/phone.conf; wg-quick up phone"
    done = vm.nodes.exec("beside", ["sh", "-c", write], stdin=text)
    try:
        assert vm.run("beside", GREET) == "reached\n", done.stderr
    finally:
        vm.run("beside", "wg-quick down phone")
