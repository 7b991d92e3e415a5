"""A device outside reaches an inside service by its name through the tunnel, and not without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import chdir, closing, contextmanager
from ipaddress import ip_network

import pytest
from support.rehearsed import Rehearsed, standing

from homelab import engine
from homelab.engine import Terms
from homelab.engine.guard.on_node import arm, revert
from homelab.model import load
from homelab.result import ExitCode, Outcome, Result, exit_code
from homelab.roadmap.phase2.vpn.wireguard import touches
from homelab.roadmap.phase2.vpn.wireguard.client import client_file
from homelab.roadmap.phase2.vpn.wireguard.declared import device
from homelab.testing.life.standing import without
from homelab.transport import open_transport
from homelab.verify import verify

pytestmark = [pytest.mark.lab, pytest.mark.slow]
INVENTORY = """
nodes = [
    ("gateway", {"ssh_hostname": "192.0.2.1"}),
    ("inside", {"ssh_hostname": "192.0.2.2"}),
    ("outside", {"ssh_hostname": "192.0.2.3"}),
]
gateway = ["gateway"]
inside = ["inside"]
"""
EVERYWHERE = """
host_os = {"provider": "debian", "security_upgrades": False, "packages": ["curl"]}
remote_access = {
    "provider": "openssh",
    "admin": {
        "name": "ada",
        "keys": [
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPaK9Nv2x6OhdLijr1G7cZcjKsONLwUCI8td8aO+0H7 ada"
        ],
    },
}
firewall = {"provider": "ufw"}
"""
GATEWAY = """
dns = {{
    "provider": "dnsmasq",
    "networks": ["10.99.0.0/16"],
    "outside_name": None,
    "records": [{{"name": "wiki", "address": "{service}"}}],
}}
vpn = {{"provider": "wireguard", "reach": ["{lan}"], "peers": {{"phone": {{}}, "tablet": {{}}}}}}
"""
INSIDE = 'firewall = {{"allow": [{{"port": 8080, "source": "{lan}", "comment": "wiki"}}]}}\n'
SERVE = (
    "mkdir -p /srv/wiki && echo hello from inside > /srv/wiki/index.html && "
    "systemd-run --unit wiki python3 -m http.server 8080 --bind {service} --directory /srv/wiki"
)
TOOLS = (
    "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y "
    "--no-install-recommends wireguard-tools wireguard-go openresolv && ip link set eth1 down"
)
STATE = "wg show wg-homelab allowed-ips | sort; ip -o address show dev wg-homelab"
BY_NAME = "curl -sS --max-time 5 http://wiki.home.arpa:8080/ || echo failed"


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """The lab with its VPN, a service that only its inner network has, and a node outside that."""
    root = tmp_path_factory.mktemp("vpn")
    with standing(root, INVENTORY, EVERYWHERE) as lab:
        at = next(node.lan_ipv4 for node in lab.nodes.status() if node.name == "inside")
        places = {"service": at, "lan": ip_network(f"{at}/24", strict=False)}
        (root / "group_data" / "gateway.py").write_text(GATEWAY.format(**places))
        (root / "group_data" / "inside.py").write_text(INSIDE.format(**places))
        with chdir(root):  # pyinfra's rule: the current folder's group data counts too
            applied(lab)
        lab.run("inside", SERVE.format(**places))
        lab.run("outside", TOOLS)
        yield lab


@pytest.fixture
def lab(away: Rehearsed, monkeypatch: pytest.MonkeyPatch) -> Rehearsed:
    """The lab; a test may change its wishes and puts them back."""
    monkeypatch.chdir(away.root)
    return away


def test_every_checkpoint_is_good(lab: Rehearsed) -> None:
    results = verify(lab.load(), tasks=["vpn", "firewall"]).results
    assert [r for r in results if r.outcome is not Outcome.GOOD] == []


def test_a_second_apply_changes_nothing(lab: Rehearsed) -> None:
    assert [r for r in applied(lab) if r.outcome is not Outcome.UNCHANGED] == []


def test_only_by_the_tunnel_a_service_is_reached_by_its_name(lab: Rehearsed) -> None:
    assert "failed" in lab.run("outside", BY_NAME)
    with tunnel(lab, "phone"):
        assert lab.run("outside", BY_NAME) == "hello from inside\n"
    assert "failed" in lab.run("outside", BY_NAME)


def test_neither_the_name_nor_the_address_is_known_without_the_tunnel(lab: Rehearsed) -> None:
    gateway, inside = address(lab, "gateway"), lan_address(lab)
    asked = f"curl -sS --max-time 5 http://{inside}:8080/ || echo failed"
    assert "failed" in lab.run("outside", asked)
    listening = f"timeout 3 bash -c '</dev/tcp/{gateway}/53' && echo open || echo closed"
    assert "closed" in lab.run("outside", listening)


def test_the_tunnel_leads_nowhere_else(lab: Rehearsed) -> None:
    inside = address(lab, "inside")
    call = f"timeout 3 bash -c '</dev/tcp/{inside}/22' && echo reached || echo lost"
    with tunnel(lab, "phone"):
        widen = "wg set phone peer $(wg show phone peers) allowed-ips 0.0.0.0/0"
        lab.run("outside", f"{widen} && ip route add {inside} dev phone")
        assert lab.run("outside", call).strip() == "lost"
        lab.run("gateway", f"ufw route allow in on wg-homelab to {inside}")
        assert lab.run("outside", call).strip() == "reached"
    assert [r.name for r in applied(lab) if r.outcome is Outcome.CHANGED] == [
        "no other rule stands"
    ]


def test_who_is_added_comes_in_and_nobody_else_notices(lab: Rehearsed) -> None:
    with tunnel(lab, "phone"):
        lab.run("outside", BY_NAME)
        before = handshakes(lab)[key(lab, "phone")]
        with wishes(lab, ('"phone": {}', '"phone": {}, "laptop": {}')):
            applied(lab)
            assert handshakes(lab)[key(lab, "phone")] == before
            assert lab.run("outside", BY_NAME) == "hello from inside\n"
            lab.run("outside", "wg-quick down phone")
            with tunnel(lab, "laptop"):
                assert lab.run("outside", BY_NAME) == "hello from inside\n"
            lab.run("outside", "wg-quick up phone")
    applied(lab)


def test_who_is_revoked_is_out_at_once_and_nobody_else_notices(lab: Rehearsed) -> None:
    tablet = key(lab, "tablet")
    with tunnel(lab, "tablet"):
        lab.run("outside", BY_NAME)
    before = handshakes(lab)[tablet]
    with tunnel(lab, "phone"):
        assert lab.run("outside", BY_NAME) == "hello from inside\n"
        with wishes(lab, ('"phone": {}, ', "")):
            applied(lab)
            assert "failed" in lab.run("outside", BY_NAME)
            assert handshakes(lab)[tablet] == before
            results = verify(lab.load(), tasks=["vpn"]).results
            assert [r for r in results if r.outcome is not Outcome.GOOD] == []
    applied(lab)


def test_it_comes_back_after_a_reboot(lab: Rehearsed) -> None:
    lab.nodes.reboot("gateway")
    results = verify(lab.load(), hosts=["gateway"], tasks=["vpn", "firewall"]).results
    assert [r for r in results if r.outcome is not Outcome.GOOD] == []
    with tunnel(lab, "phone"):
        assert lab.run("outside", BY_NAME) == "hello from inside\n"


def test_another_network_moves_the_tunnel(lab: Rehearsed) -> None:
    moved = ('"provider": "wireguard"', '"provider": "wireguard", "network": "10.98.0.0/24"')
    with wishes(lab, moved):
        applied(lab)
        results = verify(lab.load(), tasks=["vpn"]).results
        assert [r for r in results if r.outcome is not Outcome.GOOD] == []
    applied(lab)


def test_what_nobody_confirms_is_put_back(lab: Rehearsed) -> None:
    spoiling = (
        "sed -i '/^# tablet/,$d' /etc/wireguard/wg-homelab.conf && "
        "systemctl reload wg-quick@wg-homelab && ip address add 10.97.0.1/24 dev wg-homelab"
    )
    before = lab.run("gateway", STATE)
    with guarded(lab):
        lab.run("gateway", spoiling)
        assert lab.run("gateway", STATE) != before
    assert lab.run("gateway", STATE) == before


def test_removed_it_leaves_nothing_open(lab: Rehearsed) -> None:
    bare = without(lab.load(), "vpn")
    removed = engine.apply(bare, Terms())
    assert exit_code(removed) is ExitCode.OK, [r for r in removed if r.detail]
    left = "ip link show wg-homelab; nft list tables; ufw status; ls /etc/wireguard"
    assert "wg-homelab" not in lab.run("gateway", f"{{ {left}; }} 2>/dev/null || true")
    assert {r.outcome for r in engine.plan(bare, Terms())} == {Outcome.UNCHANGED}


def test_an_interface_that_nobody_confirms_is_gone(lab: Rehearsed) -> None:
    there = "test -e /sys/class/net/wg-homelab && echo there || echo gone"
    with guarded(lab):
        lab.run("gateway", "ip tuntap add dev wg-homelab mode tun")
        assert lab.run("gateway", there).strip() == "there"
    assert lab.run("gateway", there).strip() == "gone"


def applied(lab: Rehearsed) -> list[Result]:
    results = lab.load().apply()
    assert exit_code(results) is ExitCode.OK, [r for r in results if r.detail]
    return results


@contextmanager
def guarded(lab: Rehearsed) -> Iterator[None]:
    """What is changed within is put back, as where homelab doesn't get in again."""
    model = load(lab.inventory)
    touched = touches(model.node("gateway", "vpn", "wireguard"))
    with closing(open_transport(model.hosts["gateway"], model)) as transport:
        arm(transport, touched, 60, "vpn/wireguard")
        yield
        revert(transport, "a test")


@contextmanager
def tunnel(lab: Rehearsed, name: str) -> Iterator[None]:
    """The node outside has the device's file, and is in by it."""
    text = client_file(load(lab.inventory).node("gateway", "vpn", "wireguard"), name)
    write = ["sh", "-c", f"umask 077; cat > /etc/wireguard/{name}.conf; wg-quick up {name}"]
    lab.nodes.exec("outside", write, stdin=text)
    try:
        yield
    finally:
        lab.run("outside", f"wg-quick down {name}")


def handshakes(lab: Rehearsed) -> dict[str, str]:
    """When each device last shook hands, by its public key."""
    said = lab.run("gateway", "wg show wg-homelab latest-handshakes").splitlines()
    return dict(line.split() for line in said)


def key(lab: Rehearsed, name: str) -> str:
    """A device's public key."""
    return device(load(lab.inventory).node("gateway", "vpn", "wireguard"), name).public


def address(lab: Rehearsed, host: str) -> str:
    """Where the other nodes reach a node."""
    return str(next(node.ipv4 for node in lab.nodes.status() if node.name == host))


def lan_address(lab: Rehearsed) -> str:
    """Where the service is, which the node outside has no way to."""
    return str(next(node.lan_ipv4 for node in lab.nodes.status() if node.name == "inside"))


@contextmanager
def wishes(lab: Rehearsed, change: tuple[str, str]) -> Iterator[None]:
    """The lab with one thing in the gateway's group data changed."""
    file = lab.root / "group_data" / "gateway.py"
    before = file.read_text()
    assert change[0] in before
    file.write_text(before.replace(*change))
    try:
        yield
    finally:
        file.write_text(before)
