"""Names that nobody outside can call are certified by dns-01, through a name server of one's own.

The name server is Debian's BIND, on a machine that homelab doesn't manage. The lab's own DNS
answers for the same domain, as it does in a home: it knows the services, and no zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from support.name_server import KEY, NameServer, name_server
from support.rehearsed import SECURE, Rehearsed, address, authority, standing

from homelab.engine import Terms
from homelab.result import ExitCode, Outcome, Result, exit_code
from homelab.verify import verify

pytestmark = [pytest.mark.lab, pytest.mark.slow]
NAME = "inside.lab.example"
AWAIT_COMPLAINT = "timeout 120 sh -c 'until docker logs traefik 2>&1 | grep ACME; do sleep 1; done'"
RECORD = f"_acme-challenge.{NAME}"
INVENTORY = """
nodes = [("gateway", {"ssh_hostname": "192.0.2.1"}), ("ns", {"ssh_hostname": "192.0.2.2"})]
gateway = ["gateway"]
"""
EVERYWHERE = f"""
{SECURE}
host_os = {{"provider": "debian", "security_upgrades": False}}
"""
BY_HTTP = """
tls = {"provider": "acme", "domains": ["lab.example"]}
"""
BY_DNS = """
tls = {{
    "provider": "acme",
    "domains": ["lab.example"],
    "challenge": "dns-01",
    "dns_update": {{
        "server": "{server}:53",
        "tsig_name": "{key}",
        "tsig_secret": "secret:dns/{secret}",
    }},
}}
"""
GATEWAY = """
firewall = {{"provider": "ufw"}}
dns = {{
    "provider": "dnsmasq",
    "domain": "lab.example",
    "records": [{{"name": "ns", "address": "{server}"}}],
}}
container_platform = {{"provider": "docker"}}
reverse_proxy = {{"provider": "traefik"}}
services = {{
    "inside": {{
        "image": "docker.io/traefik/whoami:v1.11.0",
        "route": {{"host": "inside.lab.example", "port": 80}},
    }},
}}
"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """A gateway, and a machine beside it for the name server."""
    root = tmp_path_factory.mktemp("by-dns")
    (root / "group_data").mkdir()
    (root / "group_data" / "gateway.py").write_text(GATEWAY.format(server="192.0.2.2"))
    with (
        standing(root, INVENTORY, EVERYWHERE + BY_HTTP) as lab,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.chdir(root)
        yield lab


@pytest.fixture(scope="module")
def server(lab: Rehearsed) -> NameServer:
    """BIND, which the lab's authority asks too: it knows the lab's names by nothing else."""
    server = name_server(lab, "ns", "lab.example", lab.load().reveal("secret:dns/right"))
    lab.nodes.certify({}, resolver=server.address)
    wish(lab, server, "right")
    below = Terms(tasks=frozenset({"host_os", "remote_access", "firewall", "dns"}))
    assert exit_code(lab.load().apply(below)) is ExitCode.OK
    gateway = address(lab, "gateway")
    lab.run("gateway", f"sed -i '1i nameserver {gateway}' /etc/resolv.conf")
    return server


def test_a_wrong_key_is_told_by_a_checkpoint(lab: Rehearsed, server: NameServer) -> None:
    wish(lab, server, "wrong")
    applied = lab.load().apply()
    assert exit_code(applied) is ExitCode.OK, [r for r in applied if r.detail]
    lab.run("gateway", AWAIT_COMPLAINT)
    (found,) = asked(lab, match="test_no_name_is_refused_a_certificate")
    assert found.outcome is Outcome.BAD
    assert "DNS update failed: dns: bad authentication" in found.detail
    assert "TSIG homelab: tsig verify failure (BADSIG)" in server.log()


def test_a_name_that_nobody_outside_can_call_is_certified(
    lab: Rehearsed, server: NameServer
) -> None:
    wish(lab, server, "right")
    applied = lab.load().apply()
    assert exit_code(applied) is ExitCode.OK, [r for r in applied if r.detail]
    assert [r for r in asked(lab) if r.outcome is not Outcome.GOOD] == []


def test_its_record_was_read_by_the_authority_and_is_gone(
    lab: Rehearsed, server: NameServer
) -> None:
    log = server.log()
    assert f"/key {KEY}: updating zone 'lab.example/IN': adding an RR at '{RECORD}' TXT" in log
    assert re.search(rf"{authority(lab)}#\d+ \({RECORD}\): query: {RECORD} IN TXT", log)
    assert f"/key {KEY}: updating zone 'lab.example/IN': deleting an RR at {RECORD} TXT" in log
    assert server.text("ns.lab.example") == '"here"'
    assert server.text(RECORD) == ""


def wish(lab: Rehearsed, server: NameServer, secret: str) -> None:
    """The service, certified by what SECRET signs."""
    by_dns = BY_DNS.format(server=server.address, key=KEY, secret=secret)
    (lab.root / "group_data" / "all.py").write_text(EVERYWHERE + by_dns)
    (lab.root / "group_data" / "gateway.py").write_text(GATEWAY.format(server=server.address))


def asked(lab: Rehearsed, match: str = "") -> tuple[Result, ...]:
    """What the checkpoints of the gateway say."""
    return verify(
        lab.load(), hosts=["gateway"], tasks=["reverse_proxy", "tls"], match=match
    ).results
