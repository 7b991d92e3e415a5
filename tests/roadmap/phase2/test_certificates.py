"""Both proxies, called by a short-lived authority that finds port 80 shut: tls-alpn-01."""

from __future__ import annotations

import json
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from support.rehearsed import SECURE, SHUT, Rehearsed, address, authority, standing

from homelab.lab import Rehearsal, ensure_docker
from homelab.offers import CertificateAuthority
from homelab.result import ExitCode, Outcome, exit_code

pytestmark = [pytest.mark.lab, pytest.mark.slow]
LIFETIME_SECONDS = 750
PATIENCE = 1500
INVENTORY = """
nodes = [("gateway", {"ssh_hostname": "192.0.2.1"}), ("alpha", {"ssh_hostname": "192.0.2.2"})]
gateway = ["gateway"]
alpha = ["alpha"]
"""
EVERYWHERE = (
    SECURE
    + """
host_os = {"provider": "debian", "security_upgrades": False}
firewall = {"provider": "ufw"}
container_platform = {"provider": "docker"}
tls = {
    "provider": "acme",
    "domains": ["lab.example"],
    "challenge": "tls-alpn-01",
    "lifetime_hours": 1,
}
"""
)
EACH = """
reverse_proxy = {{"provider": "{proxy}"}}
services = {{
    "{proxy}-whoami": {{
        "image": "docker.io/traefik/whoami:v1.11.0",
        "route": {{"host": "{proxy}.lab.example", "port": 80}},
    }},
}}
"""
PROXIES = {"gateway": "caddy", "alpha": "traefik"}
TESTSSL = """
testssl --quiet --sneaky --add-ca /usr/local/share/ca-certificates/homelab-acme.crt \\
    --ip {address} --jsonfile /run/{proxy}.json {proxy}.lab.example </dev/null >/dev/null 2>&1
cat /run/{proxy}.json
"""
SHOWN = """
openssl s_client -connect {address}:443 -servername {name} </dev/null 2>/dev/null |
    openssl x509 -noout -enddate -dateopt iso_8601
"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """A node with each proxy, and an authority of short certificates that can't call port 80."""
    root = tmp_path_factory.mktemp("certificates")
    (root / "group_data").mkdir()
    for host, proxy in PROXIES.items():
        (root / "group_data" / f"{host}.py").write_text(EACH.format(proxy=proxy))
    ensure_docker()
    Rehearsal(root).certify({}, lifetime_seconds=LIFETIME_SECONDS)
    with standing(root, INVENTORY, EVERYWHERE) as lab, pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        for host in PROXIES:
            lab.nodes.exec(host, ["nft", "-f", "-"], SHUT.format(authority=authority(lab)))
        applied = lab.load().apply()
        assert exit_code(applied) is ExitCode.OK, [r for r in applied if r.detail]
        yield lab


def test_names_are_certified_with_port_80_shut(lab: Rehearsed) -> None:
    results = lab.load().verify(tasks=["reverse_proxy", "tls"])
    assert [r for r in results if r.outcome is not Outcome.GOOD] == []
    for host in PROXIES:
        assert "drop" in lab.run(host, "nft list chain inet port80 shut")


@pytest.mark.parametrize("host", PROXIES)
def test_a_strict_stranger_grades_it_a(lab: Rehearsed, host: str) -> None:
    """Without HSTS there is no A+: it is a promise that a lab can't take back, so no default."""
    visitor = next(other for other in PROXIES if other != host)
    lab.run(visitor, "DEBIAN_FRONTEND=noninteractive apt-get install -qq -y testssl.sh")
    said = lab.run(visitor, TESTSSL.format(address=address(lab, host), proxy=PROXIES[host]))
    found = {each["id"]: each["finding"] for each in json.loads(said)}
    assert found["overall_grade"] == "A", found


def test_certificates_are_renewed_and_no_visitor_notices(lab: Rehearsed) -> None:
    (root,) = {issued.offer.root for issued in lab.load().offers(CertificateAuthority)}
    trust = ssl.create_default_context(cadata=root)
    visitors = [Visitor(f"{proxy}.lab.example", address(lab, h)) for h, proxy in PROXIES.items()]
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and any(len(each.serials) < 2 for each in visitors):
        for each in visitors:
            each.come(trust)
        time.sleep(0.2)
    assert {each.name: each.troubles for each in visitors if each.troubles} == {}
    assert [each.name for each in visitors if len(each.serials) < 2] == []


def test_traefik_tells_when_its_certificates_end(lab: Rehearsed) -> None:
    """Those that it had before are told too. Caddy has no such figure: one has to call the name."""
    name = "traefik.lab.example"
    shown = lab.run("alpha", SHOWN.format(address=address(lab, "alpha"), name=name))
    figures = lab.run("alpha", "docker exec traefik wget -qO- http://127.0.0.1:9180/metrics")
    told = [
        datetime.fromtimestamp(float(line.split()[-1]), UTC)
        for line in figures.splitlines()
        if line.startswith("traefik_tls_certs_not_after") and f'sans="{name}"' in line
    ]
    assert shown.strip() in {f"notAfter={ends:%Y-%m-%d %H:%M:%SZ}" for ends in told}


@dataclass
class Visitor:
    """Comes to a name again and again, by a new connection each time."""

    name: str
    address: str
    serials: list[str] = field(default_factory=list)
    """Of the certificates that it was shown, each once."""
    troubles: list[str] = field(default_factory=list)

    def come(self, trust: ssl.SSLContext) -> None:
        """Ask once."""
        try:
            with (
                socket.create_connection((self.address, 443), 10) as plain,
                trust.wrap_socket(plain, server_hostname=self.name) as line,
            ):
                shown = line.getpeercert() or {}
                line.sendall(f"GET / HTTP/1.0\r\nHost: {self.name}\r\n\r\n".encode())
                answer = line.recv(4096).partition(b"\r\n")[0].decode()
        except OSError as error:
            answer, shown = str(error), {}
        if " 200 " not in answer:
            self.troubles.append(answer)
        elif shown["serialNumber"] not in self.serials:
            self.serials.append(str(shown["serialNumber"]))
