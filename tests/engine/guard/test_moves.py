"""Port, admin, address and router move in one apply, and homelab with them."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv4Interface, IPv4Network

import pytest
from support.own_lab import OwnLab

from homelab.engine import Terms
from homelab.engine.serial import batches
from homelab.lab import docker
from homelab.lab.networks import find_networks, taken_ipv4
from homelab.lab.subnets import free_ipv4
from homelab.model.lab import Host
from homelab.result import ExitCode, Outcome, Result, exit_code
from homelab.transport import NotAdmitted, Way, open_way, ways_in
from homelab.transport.host_keys import known_keys

pytestmark = [pytest.mark.lab]
Homes = dict[str, IPv4Address]
SECONDS = 15


@pytest.fixture(scope="module")
def homes(lab: OwnLab) -> Homes:
    """Where Docker has put the nodes; both are let in, and one of them has moved already.

    A test begins where the one before it ends, and brings the nodes there where they aren't.
    """
    homes = {host: lab.node(host).ipv4 for host in ("one", "two")}
    begin(lab, one=wishes(lab, static(homes["one"])), two=everything_else(lab, homes["two"]))
    return homes


@pytest.mark.slow
def test_the_port_moves_behind_a_firewall(lab: OwnLab, homes: Homes) -> None:
    home = homes["one"]
    begin(lab, one=wishes(lab, static(home), port=2222))
    assert (listening(lab, "one"), allowed(lab, "one")) == ({2222}, {"2222/tcp"})

    assert apply(lab, "one", wishes(lab, static(home), port=2200))

    assert (listening(lab, "one"), allowed(lab, "one")) == ({2200}, {"2200/tcp"})
    assert is_open(home, 2200)
    assert not is_open(home, 2222)
    assert apply(lab, "one", wishes(lab, static(home), port=2200)) == []


@pytest.mark.slow
def test_the_admin_is_another(lab: OwnLab, homes: Homes) -> None:
    home = homes["one"]
    begin(lab, one=wishes(lab, static(home), port=2200, admin="ada"))
    ada, host = declared(lab, "one")
    open_way(ada, host).close()

    assert apply(lab, "one", wishes(lab, static(home), port=2200, admin="grace"))

    with pytest.raises(NotAdmitted):
        open_way(ada, host)
    way, host = declared(lab, "one")
    entered = open_way(way, host)
    assert (way.user, entered.run("id -u").stdout.strip()) == ("grace", b"0")
    entered.close()
    assert "ada" not in lab.run("one", "getent group sudo ssh-users; cat /etc/sudoers.d/homelab*")
    assert apply(lab, "one", wishes(lab, static(home), port=2200, admin="grace")) == []


def test_port_admin_and_address_move_at_once_on_both_nodes(lab: OwnLab, homes: Homes) -> None:
    one, two = homes["one"], homes["two"]
    begin(
        lab,
        one=wishes(lab, static(one), port=2200, admin="grace"),
        two=everything_else(lab, two),
    )
    lab.wish("one", wishes(lab, static(one + 50)))
    lab.wish("two", wishes(lab, static(two), firewall=None))

    moved = lab.load().apply(Terms(guard_seconds=SECONDS))

    assert bad(moved) == []
    assert (way_in(lab, "one"), way_in(lab, "two")) == (f"ada@{one + 50}:2222", f"ada@{two}:2222")
    assert (addresses(lab, "one"), addresses(lab, "two")) == ({one + 50}, {two})
    assert (listening(lab, "one"), listening(lab, "two")) == ({2222}, {2222})
    again = lab.load().apply(Terms(guard_seconds=SECONDS))
    assert {r.outcome for r in again} == {Outcome.UNCHANGED}


@pytest.mark.slow
def test_the_inventory_and_the_host_key_follow_the_address(lab: OwnLab, homes: Homes) -> None:
    old, new = homes["one"] + 50, homes["one"] + 40
    begin(lab, one=wishes(lab, static(old)))
    pins, inventory = lab.root / "known_hosts", lab.root / "inventory.py"
    keys, before = known_keys(pins, str(old)), inventory.read_text()

    assert apply(lab, "one", wishes(lab, static(new)))

    assert addresses(lab, "one") == {new}
    assert inventory.read_text() == before.replace(f"'{old}'", f"'{new}'")
    assert keys
    assert known_keys(pins, str(new)) == keys
    assert way_in(lab, "one") == f"ada@{new}:2222"
    assert apply(lab, "one", wishes(lab, static(new))) == []


@pytest.mark.slow
def test_the_node_moves_to_another_subnet_and_back(lab: OwnLab, homes: Homes) -> None:
    here = homes["one"] + 40
    begin(lab, one=wishes(lab, static(here)))
    with another_subnet(lab) as subnet:
        assert apply(lab, "one", wishes(lab, static(subnet[9])))

        assert addresses(lab, "one") == {subnet[9]}
        assert router(lab, "one") == subnet[1]
        assert way_in(lab, "one") == f"ada@{subnet[9]}:2222"

        assert apply(lab, "one", wishes(lab, static(here)))

    assert addresses(lab, "one") == {here}
    assert way_in(lab, "one") == f"ada@{here}:2222"


@pytest.mark.slow
def test_the_address_is_leased_and_declared_again(lab: OwnLab, homes: Homes) -> None:
    here = homes["one"] + 40
    begin(lab, one=wishes(lab, static(here)))
    with dhcp(lab, "two", homes["one"] + 100, homes["one"] + 109):
        assert apply(lab, "one", wishes(lab, network(None, None)))

        (leased,) = addresses(lab, "one")
        assert homes["one"] + 100 <= leased <= homes["one"] + 109
        assert way_in(lab, "one") == f"ada@{leased}:2222"
        assert apply(lab, "one", wishes(lab, network(None, None))) == []

        assert apply(lab, "one", wishes(lab, static(here)))

    assert addresses(lab, "one") == {here}
    assert way_in(lab, "one") == f"ada@{here}:2222"


@pytest.mark.slow
def test_the_router_is_another_and_the_old_one_again(lab: OwnLab, homes: Homes) -> None:
    here, other = homes["one"] + 40, homes["two"]
    begin(lab, one=wishes(lab, static(here)))
    bridge = router(lab, "one")
    assert bridge != other

    assert apply(lab, "one", wishes(lab, network(here, other)))
    assert router(lab, "one") == other

    assert apply(lab, "one", wishes(lab, network(here, bridge)))
    assert router(lab, "one") == bridge


@pytest.mark.slow
def test_after_one_failed_the_next_is_not_touched(lab: OwnLab, homes: Homes) -> None:
    one, two = homes["one"] + 40, homes["two"]
    begin(lab, one=wishes(lab, static(one)), two=wishes(lab, static(two), firewall=None))
    lab.wish("one", wishes(lab, static(one + 30)))
    lab.wish("two", wishes(lab, static(two + 80), port=2200, firewall=None))
    lab.run("two", f"ip address add {one + 30}/24 dev eth0")
    try:
        results = lab.load().apply(Terms(guard_seconds=SECONDS, serial=1))
    finally:
        lab.run("two", f"ip address delete {one + 30}/24 dev eth0")

    assert exit_code(results) is ExitCode.FAILED
    assert any(f"one: nobody else has {one + 30}: " in why for why in bad(results))
    assert {r.outcome for r in results if r.host == "two"} == {Outcome.NOT_REACHED}
    assert (addresses(lab, "one"), addresses(lab, "two")) == ({one}, {two})
    assert listening(lab, "two") == {2222}
    assert way_in(lab, "one") == f"ada@{one}:2222"


def test_only_what_could_cut_off_is_done_one_after_the_other(lab: OwnLab, homes: Homes) -> None:
    hosts = list(lab.load().hosts.values())
    assert list(batches(hosts, "network", 1)) == [{"one"}, {"two"}]
    assert list(batches(hosts, "network", 2)) == [{"one", "two"}]
    assert list(batches(hosts, "network", None)) == [{"one", "two"}]
    assert list(batches(hosts, "host_os", 1)) == [{"one", "two"}]


@pytest.mark.slow
def test_a_new_controller_is_told_the_old_port(lab: OwnLab, homes: Homes) -> None:
    begin(lab, two=wishes(lab, static(homes["two"]), port=2222, firewall=None))
    (lab.root / ".homelab" / "ways.json").unlink()
    moved = wishes(lab, static(homes["two"]), port=2200, firewall=None)
    untold = lab.apply("two", moved, guard_seconds=SECONDS)
    assert Outcome.UNKNOWN in {r.outcome for r in untold}, "it knows no port that answers"
    told = f"{moved}remote_access['first_contact']['port'] = 2222\n"

    assert apply(lab, "two", told)

    assert listening(lab, "two") == {2200}
    assert apply(lab, "two", told) == []


@pytest.mark.slow
def test_an_address_that_another_node_just_left_is_taken(lab: OwnLab, homes: Homes) -> None:
    """Nobody asks for that node's key there, nor sends what is meant for this one to that one."""
    left, pins = homes["one"] + 40, lab.root / "known_hosts"
    begin(lab, one=wishes(lab, static(left)))
    apply(lab, "one", wishes(lab, static(homes["one"])))
    # this machine remembers for up to a minute who had the address
    subprocess.run(["ip", "neigh", "flush", "to", str(left)], check=True)

    taking = wishes(lab, static(left), port=2200, firewall=None)
    assert apply(lab, "two", taking)

    assert known_keys(pins, str(left)) == known_keys(pins, str(homes["two"]))
    assert known_keys(pins, str(left)) != known_keys(pins, str(homes["one"]))
    assert way_in(lab, "two") == f"ada@{left}:2200"


def begin(lab: OwnLab, **texts: str) -> None:
    """Bring hosts to where a test begins, both at a time, unless the last one has left them so."""
    folder = lab.root / "group_data"
    there = {path.stem.removeprefix("only_"): path.read_text() for path in folder.glob("only_*")}
    elsewhere = frozenset(host for host, text in texts.items() if there.get(host) != text)
    for host in elsewhere:
        lab.wish(host, texts[host])
    if elsewhere:
        assert bad(lab.load().apply(Terms(hosts=elsewhere, guard_seconds=SECONDS))) == []


def apply(lab: OwnLab, host: str, text: str) -> list[str]:
    """Names of what changed; nothing may go wrong."""
    results = lab.apply(host, text, guard_seconds=SECONDS)
    assert bad(results) == []
    return [r.name for r in results if r.outcome is Outcome.CHANGED]


def bad(results: list[Result]) -> list[str]:
    """What went wrong, without what was put back for it."""
    good = {Outcome.UNCHANGED, Outcome.CHANGED, Outcome.REVERTED}
    return [f"{r.host}: {r.name}: {r.detail}" for r in results if r.outcome not in good]


def wishes(
    lab: OwnLab,
    net: str,
    *,
    port: int = 2222,
    admin: str = "ada",
    firewall: str | None = "ufw",
) -> str:
    """Network, way in and firewall."""
    wall = f"firewall = {{'provider': {firewall!r}}}\n" if firewall else ""
    return lab.access(port, admin) + net + wall


def everything_else(lab: OwnLab, home: IPv4Address) -> str:
    """Another port, admin and address, without a firewall."""
    return wishes(lab, static(home + 60), port=2200, admin="grace", firewall=None)


def static(address: IPv4Address) -> str:
    """An address, and the first of its subnet as router."""
    return network(address, IPv4Interface(f"{address}/24").network[1])


def network(address: IPv4Address | None, gateway: IPv4Address | None) -> str:
    said = {
        "provider": "systemd_networkd",
        "interface": "eth0",
        "address": f"{address}/24" if address else None,
        "gateway": str(gateway) if gateway else None,
        "outside_name": None,
    }
    return f"network = {said!r}\n"


def declared(lab: OwnLab, host: str) -> tuple[Way, Host]:
    """The way that inventory and wishes say, whatever homelab remembers."""
    loaded = lab.load()
    return next(ways_in(loaded.hosts[host], loaded)), loaded.hosts[host]


def way_in(lab: OwnLab, host: str) -> str:
    """The declared way, by which one gets in."""
    way, model = declared(lab, host)
    open_way(way, model).close()
    return str(way)


def listening(lab: OwnLab, host: str) -> set[int]:
    """The ports of sshd."""
    lines = lab.run(host, "ss -Hltnp | grep sshd").splitlines()
    return {int(line.split()[3].rpartition(":")[2]) for line in lines}


def allowed(lab: OwnLab, host: str) -> set[str]:
    """What the active firewall lets in."""
    status = lab.run(host, "ufw status")
    assert "Status: active" in status
    return {line.split()[0] for line in status.splitlines() if "ALLOW" in line}


def is_open(address: IPv4Address, port: int) -> bool:
    try:
        socket.create_connection((str(address), port), timeout=2).close()
    except OSError:
        return False
    return True


def addresses(lab: OwnLab, host: str) -> set[IPv4Address]:
    lines = lab.run(host, "ip -o -4 address show dev eth0").splitlines()
    return {IPv4Address(line.split()[3].partition("/")[0]) for line in lines}


def router(lab: OwnLab, host: str) -> IPv4Address:
    """The gateway of the only default route."""
    (line,) = lab.run(host, "ip -4 route show default").splitlines()
    return IPv4Address(line.split()[2])


@contextmanager
def another_subnet(lab: OwnLab) -> Iterator[IPv4Network]:
    """A subnet on the wire by which homelab comes, in which this machine is the first."""
    networks = find_networks(lab.nodes.lab)
    assert networks is not None
    network_id = docker.ask("network", "inspect", "--format", "{{.Id}}", networks.management)
    subnet = next(free_ipv4(lab.nodes.lab, taken_ipv4()))
    mine = [f"{subnet[1]}/24", "dev", f"br-{network_id[:12]}"]
    subprocess.run(["ip", "address", "add", *mine], check=True)
    try:
        yield subnet
    finally:
        subprocess.run(["ip", "address", "delete", *mine], check=True)


@contextmanager
def dhcp(lab: OwnLab, host: str, first: IPv4Address, last: IPv4Address) -> Iterator[None]:
    """A DHCP server on a node."""
    lab.run(host, "apt-get -q update && apt-get -qy install dnsmasq-base")
    lab.run(
        host,
        "systemd-run --collect --unit=dhcp dnsmasq --keep-in-foreground --conf-file=/dev/null "
        f"--port=0 --interface=eth0 --bind-interfaces --dhcp-range={first},{last},2m",
    )
    try:
        yield
    finally:
        lab.run(host, "systemctl stop dhcp")
