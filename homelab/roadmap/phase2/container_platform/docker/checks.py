"""What Docker must meet: containers run, reach others, and are reached only as the lab says.

The image for that is made of the node's own perl, so that nothing has to be fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from homelab.contract import Node
from homelab.offers import Access
from homelab.roadmap.phase2.container_platform.docker.settings import DockerSettings
from homelab.verify.probe import something_listens

if TYPE_CHECKING:
    from testinfra.host import Host

    from homelab.verify.vantage import Vantage

DockerNode = Node[DockerSettings]
IMAGE = "homelab/probe:1"
MAKE = """
docker image inspect homelab/probe:1 >/dev/null 2>&1 ||
tar --create --dereference --absolute-names $(command -v perl) /usr/lib/*/perl-base \
  $(ldd $(command -v perl) | grep -o '/[^ ]*') | docker import - homelab/probe:1
"""
SERVE = """
use Socket; socket(S, AF_INET, SOCK_STREAM, 0) or die; setsockopt(S, SOL_SOCKET, SO_REUSEADDR, 1);
bind(S, pack_sockaddr_in(8000, INADDR_ANY)) or die; listen(S, 16);
$SIG{TERM} = sub { exit }; alarm 120; while (accept(C, S)) { print C "hello"; close C }
"""
CALL = """
use Socket; alarm 10; socket(S, AF_INET, SOCK_STREAM, 0) or die;
connect(S, pack_sockaddr_in($ARGV[1], inet_aton($ARGV[0]))) or die "$!\\n"; print "reached";
"""
GREETED = """
port=%s; for try in 1 2 3 4 5 6 7 8 9 10; do
timeout 3 bash -c 'cat </dev/tcp/127.0.0.1/'$port | grep . && break; sleep 0.5; done
"""
"""Docker's proxy takes a call, and hangs up, before what is in the container listens."""
STARTED = """
for c in $(docker ps --all --quiet --filter label=homelab.workload); do
echo $(docker inspect --format '{{.Name}} {{.State.Status}} {{.RestartCount}}' $c) \
  $(($(date +%s) - $(date -d "$(docker inspect --format '{{.State.StartedAt}}' $c)" +%s))); done
"""
OFTEN, LONG = 3, 60
"""So often may a workload be started again, and so many seconds must it run by then."""
UNLIKELY = range(41000, 42000)


@pytest.fixture
def image(host: Host) -> str:
    """An image with nothing but perl."""
    host.check_output(MAKE)
    return IMAGE


@contextmanager
def serving(host: Host, image: str, port: int) -> Iterator[None]:
    """A container greets whoever calls PORT of the node, within the context."""
    started = host.check_output(
        f"docker run --detach --rm --publish {port}:8000 {image} perl -e %s", SERVE
    )
    try:
        yield
    finally:
        host.run("docker kill %s", started)


def free_port(host: Host, node: DockerNode) -> int:
    """A port that nothing declares and nobody listens on."""
    listening = host.check_output("ss -Hltn")
    taken = {offer.port for offer in node.open_ports}
    return next(p for p in UNLIKELY if p not in taken and f":{p} " not in listening)


def test_no_workload_is_started_over_and_over(host: Host) -> None:
    """Every workload that was started runs, and none begins again and again."""
    for line in host.check_output(STARTED).splitlines():
        name, state, restarts, seconds = line.split()
        told = f"{name} is {state}, and was started {restarts} times again: see its `docker logs`"
        assert state == "running", told
        assert int(restarts) < OFTEN or int(seconds) > LONG, told


def test_a_published_port_answers_on_the_node(host: Host, node: DockerNode, image: str) -> None:
    """A container runs, and its published port answers on the node itself."""
    port = free_port(host, node)
    with serving(host, image, port):
        said = host.run(GREETED, str(port))
    assert said.stdout.strip() == "hello", said.stderr


def test_an_undeclared_published_port_stays_hidden(
    host: Host, node: DockerNode, image: str, outside: Vantage
) -> None:
    """A published port that nothing declares can't be reached from another machine.

    By IPv6 it is as hidden as whatever else listens, so there it takes a firewall.
    """
    port = free_port(host, node)
    places = [each for each in addresses(host, node) if outside.address_towards(each)]
    with something_listens(host, port) as probe:
        bare = [a for a in places if ":" in a and probe.heard_from(outside, a)]
    with serving(host, image, port):
        for address in places:
            if address not in bare:
                assert outside.open_ports(address, [port]) == set(), f"{address}:{port} is open"


def test_a_container_reaches_the_other_machines(host: Host, node: DockerNode, image: str) -> None:
    """A container reaches every machine of the lab by the port that homelab comes by."""
    for offered in node.lab.offers(Access):
        address, port = node.lab.addresses()[offered.host], offered.offer.port
        done = host.run(f"docker run --rm {image} perl -e %s %s %s", CALL, address, str(port))
        assert done.stdout == "reached", f"{offered.host} ({address}:{port}): {done.stderr}"


def test_the_engine_is_set_as_declared(host: Host, node: DockerNode) -> None:
    """The running engine has the declared data root, mirrors and address pools."""
    found = info(host)
    settings = node.settings
    assert found["DockerRootDir"] == settings.data_root
    mirrors = [url.rstrip("/") for url in found["RegistryConfig"]["Mirrors"] or ()]
    assert mirrors == [url.rstrip("/") for url in settings.registry_mirrors]
    pools = [(pool["Base"], pool["Size"]) for pool in found["DefaultAddressPools"]]
    assert pools == [(pool.base, pool.size) for pool in settings.default_address_pools]
    assert found["LiveRestoreEnabled"] == settings.live_restore


def test_logs_are_rotated(host: Host, node: DockerNode, image: str) -> None:
    """A new container's log is rotated as declared."""
    made = host.check_output(f"docker create {image} perl")
    try:
        config = json.loads(host.check_output("docker inspect %s", made))[0]["HostConfig"]
    finally:
        host.run("docker rm %s", made)
    log = config["LogConfig"]
    assert log["Type"] == "json-file"
    assert log["Config"]["max-size"] == node.settings.log_max_size
    assert log["Config"]["max-file"] == str(node.settings.log_max_file)


def test_compose_is_of_the_second_generation(host: Host) -> None:
    """Compose is there as part of the docker command."""
    version = host.check_output("docker compose version --short")
    assert int(version.removeprefix("v").partition(".")[0]) > 1, version


def test_the_engine_starts_at_boot(host: Host) -> None:
    """The engine runs, and starts at boot."""
    assert host.service("docker").is_running
    assert host.service("docker").is_enabled


def test_every_workload_runs(host: Host) -> None:
    """Every container that homelab runs is up, and not unhealthy."""
    listing = "docker ps --all --filter label=homelab.workload --format '{{.Names}}: {{.Status}}'"
    lines = host.check_output(listing).splitlines()
    sick = [line for line in lines if ": Up" not in line or "(unhealthy)" in line]
    assert not sick, "; ".join(sick)


def test_what_nobody_uses_is_tidied_up(host: Host, node: DockerNode) -> None:
    """Unused images are deleted at the declared time."""
    state = host.run("systemctl is-active homelab-docker-prune.timer").stdout.strip()
    assert (state == "active") == (node.settings.prune_calendar is not None)


def addresses(host: Host, node: DockerNode) -> list[str]:
    """The node's addresses, IPv4 and IPv6, on the interface that others reach it by."""
    for interface in json.loads(host.check_output("ip -json address show scope global")):
        own = [each["local"] for each in interface.get("addr_info", ()) if "local" in each]
        if node.address in own:
            return own
    return [node.address]


def info(host: Host) -> dict[str, Any]:
    """What the engine says of itself."""
    found: dict[str, Any] = json.loads(host.check_output("docker info --format '{{json .}}'"))
    return found
