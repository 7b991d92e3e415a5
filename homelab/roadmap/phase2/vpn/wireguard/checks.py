"""What WireGuard must meet: it answers who has a key, from outside, and nobody else."""

from __future__ import annotations

import os
from base64 import b64encode
from typing import TYPE_CHECKING

from homelab.roadmap.phase2.vpn.wireguard.declared import (
    CHECKPOINT,
    INTERFACE,
    UNIT,
    WireguardNode,
    device,
    devices,
    server_key,
)
from homelab.roadmap.phase2.vpn.wireguard.handshake import initiation, is_answer
from homelab.roadmap.phase2.vpn.wireguard.keys import public_key
from homelab.verify.errors import CannotTell

if TYPE_CHECKING:
    from testinfra.host import Host

    from homelab.verify.vantage import Vantage

GREET = """
use Socket qw(:addrinfo SOCK_DGRAM); alarm 3; $SIG{ALRM} = sub { exit };
my ($error, $to) = getaddrinfo($ARGV[0], $ARGV[1], {socktype => SOCK_DGRAM}); die $error if $error;
socket(S, $to->{family}, SOCK_DGRAM, 0) or die $!; connect(S, $to->{addr}) or die $!;
send(S, pack("H*", $ARGV[2]), 0) or die $!; recv(S, my $said, 512, 0); print unpack("H*", $said);
"""


def is_answered(place: Vantage, node: WireguardNode, private: str) -> bool:
    """Whether NODE answers at PLACE who greets it with the key PRIVATE."""
    greeting = initiation(private, public_key(server_key(node)))
    port = str(node.settings.port)
    done = place.run("perl -e %s %s %s %s", GREET, node.address, port, greeting.hex())
    if done.failed:
        raise CannotTell(f"perl on {place.name}: {done.stderr.strip()[:200]}")
    found = is_answer(bytes.fromhex(done.stdout))
    said = "is answered" if found else "isn't answered"
    place.note(f"{place.name} greets {node.address}:{port} by UDP and {said}")
    return found


def test_who_has_a_key_is_answered(node: WireguardNode, outside: Vantage) -> None:
    """Who has a key that the node knows is answered, from another machine."""
    key = device(node, CHECKPOINT).private
    assert is_answered(outside, node, key), f"no answer at {node.address}:{node.settings.port}/udp"


def test_who_has_none_is_not(node: WireguardNode, outside: Vantage) -> None:
    """Whoever has no key is not answered at all."""
    assert not is_answered(outside, node, b64encode(os.urandom(32)).decode())


def test_it_is_up_now_and_after_a_reboot(host: Host, node: WireguardNode) -> None:
    """The tunnel is up with its key, address and port, and comes up at boot."""
    assert host.service(UNIT).is_running
    assert host.service(UNIT).is_enabled
    assert shown(host, "public-key") == [public_key(server_key(node))]
    assert shown(host, "listen-port") == [str(node.settings.port)]
    address = f"{node.settings.gateway}/{node.settings.network.prefixlen}"
    assert address in host.check_output(f"ip -o address show dev {INTERFACE}").split()


def test_only_declared_devices_have_a_key(host: Host, node: WireguardNode) -> None:
    """The node knows the keys of the declared devices, each for its own address, and no others."""
    known = {tuple(line.replace("(none)", "").split()) for line in shown(host, "allowed-ips")}
    expected = {(each.public, *each.addresses): each.name for each in devices(node)}
    missing = [name for key, name in expected.items() if key not in known]
    assert not missing, f"not known: {', '.join(missing)}"
    strangers = known - expected.keys()
    assert not strangers, f"nobody's: {', '.join(sorted(each[0] for each in strangers))}"


def test_devices_come_as_declared(host: Host, node: WireguardNode) -> None:
    """Devices come to other machines by the node's own address where that is declared."""
    done = host.run(f"nft list table ip {INTERFACE}")
    assert ("masquerade" in done.stdout) == node.settings.masquerade


def shown(host: Host, what: str) -> list[str]:
    """What the kernel says of the tunnel."""
    lines: list[str] = host.run(f"wg show {INTERFACE} {what}").stdout.splitlines()
    return lines
