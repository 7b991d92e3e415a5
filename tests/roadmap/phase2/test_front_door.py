"""A service is said in a few lines, and is reached by name over HTTPS from another machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from support.rehearsed import SHUT, Rehearsed, address, authority

from homelab import engine
from homelab.engine import Terms
from homelab.result import ExitCode, Outcome, Result, exit_code
from homelab.testing.life.standing import without
from homelab.verify import verify

pytestmark = pytest.mark.lab
GIGABYTE = 1024**3
KEPT = ["far_data", "pages_cache", "pages_data"]
ECHO = """
import base64, os, socket, ssl, sys
name, address = sys.argv[1:]
line = ssl.create_default_context().wrap_socket(
    socket.create_connection((address, 443), 10), server_hostname=name)
key = base64.b64encode(os.urandom(16)).decode()
asked = ["GET /echo HTTP/1.1", f"Host: {name}", "Upgrade: websocket", "Connection: Upgrade",
    f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", ""]
line.sendall("\\r\\n".join(asked).encode())
answer = b""
while b"\\r\\n\\r\\n" not in answer:
    answer += line.recv(4096)
mask = b"abcd"
said = bytes(byte ^ mask[n % 4] for n, byte in enumerate(b"hello"))
line.sendall(bytes([0x81, 0x80 | 5]) + mask + said)
back = line.recv(64)
print(answer.split(b" ")[1].decode(), back[2:].decode())
"""
STALE = """
when() { date --utc --date="$1 days" +%Y%m%d%H%M%SZ; } &&
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=whoami.lab.example -keyout /run/stale.key \\
    -not_before "$(when -9)" -not_after "$(when +1)" -out /run/stale.pem 2>/dev/null &&
systemd-run --unit stale \\
    openssl s_server -www -accept 443 -key /run/stale.key -cert /run/stale.pem &&
until timeout 1 bash -c '</dev/tcp/127.0.0.1/443'; do sleep 0.2; done
"""
"""A server on port 443, nine tenths of whose certificate's life are over."""


def test_every_checkpoint_of_the_lab_is_good(lab: Rehearsed) -> None:
    results = verify(lab.load()).results
    assert [r for r in results if r.outcome is not Outcome.GOOD] == []
    asked = {f"{r.task}/{r.provider}" for r in results}
    assert {"container_platform/docker", "reverse_proxy/caddy", "tls/acme"} <= asked


def test_a_second_apply_changes_nothing(lab: Rehearsed) -> None:
    again = lab.load().apply()
    assert {r.outcome for r in again} == {Outcome.UNCHANGED}, restless(again)


@pytest.mark.parametrize("name", ["whoami.lab.example", "far.lab.example"])
def test_a_name_leads_to_its_service_over_https(lab: Rehearsed, name: str) -> None:
    said = ask(lab, name)
    assert f"Host: {name}" in said
    assert "X-Forwarded-Proto: https" in said
    assert f"X-Forwarded-For: {address(lab, 'alpha')}" in said


def test_the_service_behind_another_node_is_open_to_the_front_door_alone(lab: Rehearsed) -> None:
    call = f"timeout 3 bash -c '</dev/tcp/{address(lab, 'alpha')}/8081' && echo open || true"
    assert lab.run("gateway", call).strip() == "open"
    (rule,) = [
        line
        for line in lab.run("alpha", "iptables -S DOCKER-USER").splitlines()
        if "--ctorigdstport 8081" in line
    ]
    assert f"-s {address(lab, 'gateway')}/32" in rule


def test_a_container_that_begins_over_and_over_is_noticed(lab: Rehearsed) -> None:
    begin = "docker run -d --name loop --restart always --label homelab.workload=test/loop"
    lab.run("alpha", f"{begin} docker.io/library/caddy:2.11.7 false; sleep 3")
    try:
        platform = ["container_platform"]
        asked = verify(lab.load(), hosts=["alpha"], tasks=platform, match="over_and_over")
    finally:
        lab.run("alpha", "docker rm -f loop")
    (result,) = asked.results
    assert result.outcome is Outcome.BAD
    assert "loop" in result.detail


def test_a_websocket_passes(lab: Rehearsed) -> None:
    done = lab.nodes.exec(
        "alpha", ["python3", "-c", ECHO, "whoami.lab.example", address(lab, "gateway")]
    )
    assert done.stdout.split() == ["101", "hello"], done.stderr


def test_a_gigabyte_passes(lab: Rehearsed) -> None:
    body = hashlib.sha256()
    for _ in range(1024):
        body.update(bytes(1024**2))
    to = where(lab, "whoami.lab.example", "/upload")
    send = f"head -c {GIGABYTE} /dev/zero | curl -sS -T - -X POST {to}"
    assert lab.run("alpha", send).split() == [str(GIGABYTE), body.hexdigest()]


def test_a_service_that_is_down_gives_a_plain_error(lab: Rehearsed) -> None:
    lab.run("gateway", "docker stop whoami")
    try:
        said = lab.run(
            "alpha",
            f"curl -sS -m 10 -w ' %{{http_code}}' {where(lab, 'whoami.lab.example', '/')}",
        )
    finally:
        lab.run("gateway", "docker start whoami")
    text, _, code = said.rpartition(" ")
    assert int(code) in {502, 503, 504}
    assert len(text) < 100
    assert "whoami" not in text


def test_it_comes_back_after_a_reboot_as_closed_as_before(lab: Rehearsed) -> None:
    lab.nodes.reboot("gateway")
    tasks = ["firewall", "container_platform", "reverse_proxy"]
    results = verify(lab.load(), hosts=["gateway"], tasks=tasks).results
    assert [r for r in results if r.outcome is not Outcome.GOOD] == []


def test_a_certificate_that_is_almost_over_is_told(lab: Rehearsed) -> None:
    lab.run("gateway", f"docker stop caddy && {STALE}")
    try:
        (found,) = verify(lab.load(), hosts=["gateway"], tasks=["tls"], match="is_fresh").results
    finally:
        lab.run("gateway", "systemctl stop stale && docker start caddy")
    assert found.outcome is Outcome.BAD
    assert "whoami.lab.example: 10% of its life is left" in found.detail


def test_a_certificate_comes_by_port_443_alone(lab: Rehearsed) -> None:
    """What lies on the nodes is made good by the next test, which applies all of it."""
    lab.nodes.certify({"new.lab.example": address(lab, "gateway")})
    lab.nodes.exec("gateway", ["nft", "-f", "-"], SHUT.format(authority=authority(lab)))
    by_tls = ('["lab.example"]', '["lab.example"], "challenge": "tls-alpn-01"')
    renamed = ("whoami.lab.example", "new.lab.example")
    try:
        with wishes(lab, "all", by_tls), wishes(lab, "gateway", renamed):
            only = Terms(hosts=frozenset({"gateway"}), tasks=frozenset({"reverse_proxy"}))
            applied = lab.load().apply(only)
            assert exit_code(applied) is ExitCode.OK, [r for r in applied if r.detail]
            assert "Host: new.lab.example" in ask(lab, "new.lab.example")
    finally:
        lab.run("gateway", "nft delete table inet port80")
        names = ("whoami.lab.example", "far.lab.example")
        lab.nodes.certify(dict.fromkeys(names, address(lab, "gateway")))


def test_one_word_swaps_the_front_door(lab: Rehearsed) -> None:
    with wishes(lab, "gateway", ('"provider": "caddy"', '"provider": "traefik"')):
        lab.serve()
        swapped = lab.load().apply()
        assert exit_code(swapped) is ExitCode.OK, [r for r in swapped if r.detail]
        results = verify(lab.load(), tasks=["reverse_proxy", "tls", "services"]).results
        assert [r for r in results if r.outcome is not Outcome.GOOD] == []
        assert {r.provider for r in results if r.task == "reverse_proxy"} == {"traefik"}
        running = lab.run("gateway", "docker ps --format '{{.Names}}'").split()
        assert set(running) == {"traefik", "whoami"}
        assert "Host: far.lab.example" in ask(lab, "far.lab.example")
    back = lab.load().apply()
    assert exit_code(back) is ExitCode.OK, [r for r in back if r.detail]


def test_a_removed_service_frees_all_but_its_data(lab: Rehearsed) -> None:
    only = Terms(hosts=frozenset({"alpha", "gateway"}))
    with wishes(lab, "alpha", ('services = {\n    "far"', '_services = {\n    "far"')):
        removed = lab.load().apply(only)
        assert exit_code(removed) is ExitCode.OK, [r for r in removed if r.detail]
        assert lab.run("alpha", "docker ps --all --quiet") == ""
        assert "8081" not in lab.run("alpha", "ss -Hltn; iptables -S DOCKER-USER; ufw status")
        assert "far" not in lab.run("gateway", "cat /var/lib/homelab/workloads/*/configs/etc/*/*")
        assert lab.run("alpha", "docker volume ls --quiet").split() == KEPT
        assert {r.outcome for r in lab.load().plan(only)} == {Outcome.UNCHANGED}
        purged = lab.load().apply(Terms(purge=True))
        assert exit_code(purged) is ExitCode.OK, [r for r in purged if r.detail]
        assert lab.run("alpha", "docker volume ls --quiet") == ""


def test_a_platform_goes_after_what_it_runs(lab: Rehearsed) -> None:
    only = Terms(hosts=frozenset({"alpha"}))
    assert exit_code(lab.load().apply(only)) is ExitCode.OK
    with wishes(lab, "alpha", ("services = {", "_services = {")):
        without_docker = without(lab.load(), "container_platform")
        removed = engine.apply(without_docker, only)
        assert exit_code(removed) is ExitCode.OK, [r for r in removed if r.detail]
        changed = [r.provider for r in removed if r.outcome is Outcome.CHANGED]
        assert list(dict.fromkeys(changed))[:3] == ["far", "pages", "docker"]
        assert lab.run("alpha", "command -v docker || true; ss -Hltn | grep 8081 || true") == ""
        assert {r.outcome for r in engine.plan(without_docker, only)} == {Outcome.UNCHANGED}


def restless(results: list[Result]) -> list[str]:
    return [f"{r.host}: {r.name}" for r in results if r.outcome is not Outcome.UNCHANGED]


def where(lab: Rehearsed, name: str, path: str) -> str:
    """What curl is told of a name that no DNS knows."""
    gateway = address(lab, "gateway")
    return f"--resolve {name}:443:{gateway} https://{name}{path}"


def ask(lab: Rehearsed, name: str) -> str:
    """What a name answers another machine."""
    return lab.run("alpha", f"curl -sS --retry 8 --retry-all-errors {where(lab, name, '/')}")


@contextmanager
def wishes(lab: Rehearsed, group: str, change: tuple[str, str]) -> Iterator[None]:
    """The lab with one thing in its group data changed."""
    file = lab.root / "group_data" / f"{group}.py"
    before = file.read_text()
    assert change[0] in before
    file.write_text(before.replace(*change))
    try:
        yield
    finally:
        file.write_text(before)
