"""An authority of the lab's own: one node runs it, all trust it, and every front door asks it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import chdir

import pytest
from support.rehearsed import Rehearsed, standing

from homelab.lab import docker
from homelab.result import ExitCode, Outcome, Result, exit_code
from homelab.secrets.authority import INTERMEDIATE, INTERMEDIATE_KEY, ROOT_KEY, certified
from homelab.secrets.rehearsed import keep_rehearsed
from homelab.verify import verify
from homelab.verify.selection import Selection
from homelab.verify.subject import Subject
from homelab.verify.web import get

pytestmark = [pytest.mark.lab, pytest.mark.slow]
INVENTORY = """
nodes = [
    ("gateway", {"ssh_hostname": "192.0.2.1"}),
    ("alpha", {"ssh_hostname": "192.0.2.2"}),
    ("beta", {"ssh_hostname": "192.0.2.3"}),
]
gateway, alpha, beta = ["gateway"], ["alpha"], ["beta"]
containers = ["gateway", "alpha"]
"""
PLATFORM = 'container_platform = {"provider": "docker"}\n'
BOOKWORM = 'host_os = {"release": "12"}\n'
GATEWAY = 'reverse_proxy = {"provider": "caddy"}\n'
ALPHA = """
services = {
    "far": {
        "image": "docker.io/traefik/whoami:v1.11.0",
        "route": {"host": "far.lab.example", "port": 80, "published": 8081},
    },
}
"""
WISHES = """
host_os = {"provider": "debian", "security_upgrades": False}
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
AUTHORITY = """
tls = {
    "provider": "step_ca",
    "domains": ["lab.example"],
    "host": "alpha",
    "root": \"\"\"ROOT\"\"\",
}
"""
STRANGER = """
{
    admin off
    http_port 8080
    https_port 8443
}
bank.example {
    tls {
        issuer acme {
            dir DIRECTORY
            trusted_roots /etc/caddy/roots.pem
        }
    }
}
"""


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """A user's own authority, of whose keys a rehearsal knows nothing."""
    return certified({})


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory, made: dict[str, str]) -> Iterator[Rehearsed]:
    """Three nodes: the front door, the authority with a service, and one without containers."""
    root = tmp_path_factory.mktemp("own-authority")
    (root / "group_data").mkdir()
    files = {"containers": PLATFORM, "gateway": GATEWAY, "alpha": ALPHA, "beta": BOOKWORM}
    for group, text in files.items():
        (root / "group_data" / f"{group}.py").write_text(text)
    wishes = WISHES + AUTHORITY.replace("ROOT", made["tls/root"])
    with standing(root, INVENTORY, wishes) as lab:
        with chdir(root):  # pyinfra's rule: the current folder's group data counts too
            applied(lab)
        yield lab


@pytest.fixture
def lab(nodes: Rehearsed, monkeypatch: pytest.MonkeyPatch) -> Rehearsed:
    monkeypatch.chdir(nodes.root)
    return nodes


def test_every_checkpoint_is_good_after_the_first_apply(lab: Rehearsed) -> None:
    results = verify(lab.load()).results
    assert [r for r in results if r.outcome is not Outcome.GOOD] == []
    asked = {(r.host, r.name) for r in results if r.provider == "step_ca"}
    leads = "Every name's certificate leads to the declared root, whatever else this node trusts"
    assert {host for host, name in asked if name.startswith(leads)} == {"gateway", "alpha", "beta"}


def test_a_second_apply_changes_nothing(lab: Rehearsed) -> None:
    again = lab.load().apply()
    assert {r.outcome for r in again} == {Outcome.UNCHANGED}


def test_one_node_runs_it_and_nobody_stands_in_for_it(lab: Rehearsed) -> None:
    assert running_on(lab) == ["alpha"]
    pebble = f"name=homelab-authority-{lab.nodes.lab}"
    assert not docker.lines("ps", "--quiet", "--filter", pebble)


def test_the_roots_key_is_on_no_node(lab: Rehearsed, made: dict[str, str]) -> None:
    thrown = json.loads((lab.inventory.parent / "authority.json").read_text())
    seek = "grep -rlF -e {} /etc /var/lib/homelab /var/lib/docker/volumes /root /home || true"
    for name in ("gateway", "alpha", "beta"):
        for key in (thrown[ROOT_KEY], made[ROOT_KEY], made[INTERMEDIATE_KEY]):
            assert lab.run(name, seek.format(key.splitlines()[1])) == ""
    assert lab.run("alpha", seek.format(thrown[INTERMEDIATE_KEY].splitlines()[1])) != ""


def test_containers_trust_it_too(lab: Rehearsed) -> None:
    bundle = "docker exec caddy sh -c 'cat $SSL_CERT_FILE' >/tmp/seen-inside"
    ask = f"curl -sS --cacert /tmp/seen-inside {url(lab)}/health"
    assert json.loads(lab.run("gateway", f"{bundle}; {ask}")) == {"status": "ok"}


def test_the_controller_trusts_it_for_its_own_checks(lab: Rehearsed) -> None:
    selection = Selection.of(lab.load())
    controller = Subject(selection).controller(lambda _note: None)
    assert json.loads(get(controller, f"{url(lab)}/health").body) == {"status": "ok"}


def test_a_name_of_somebody_elses_is_refused(lab: Rehearsed) -> None:
    text = STRANGER.replace("DIRECTORY", f"{url(lab)}/acme/acme/directory")
    run = "docker exec -i -e XDG_DATA_HOME=/tmp/x caddy timeout 8 caddy run --adapter caddyfile"
    said = lab.run("gateway", f"{run} --config - 2>&1 <<'END'\n{text}\nEND")
    assert "not authorized" in said or "rejectedIdentifier" in said, said[-800:]


def test_a_new_intermediate_takes_over_under_the_same_root(lab: Rehearsed) -> None:
    folder = lab.inventory.parent
    new = certified(json.loads((folder / "authority.json").read_text()))
    keep_rehearsed({f"secret:{n}": new[n] for n in (INTERMEDIATE, INTERMEDIATE_KEY)}, folder)
    applied(lab)
    sent = lab.run("beta", f"curl -sS {url(lab)}/intermediates.pem")
    assert sent.strip() == new[INTERMEDIATE].strip()
    assert faults(lab, "tls") == []


@pytest.mark.parametrize("challenge", ["http-01", "tls-alpn-01"])
@pytest.mark.parametrize("proxy", ["traefik", "caddy"])
def test_any_front_door_gets_its_certificates_by_any_challenge(
    lab: Rehearsed, proxy: str, challenge: str
) -> None:
    (lab.root / "group_data" / "gateway.py").write_text(GATEWAY.replace("caddy", proxy))
    # On the front door's own node this time, with nothing that it got from the other.
    lab.run("gateway", "docker rm -f caddy traefik; docker volume rm caddy_data traefik_data")
    lab.wish(f'tls |= {{"host": "gateway", "challenge": "{challenge}"}}\n')
    applied(lab)
    assert faults(lab, "tls", "reverse_proxy") == []
    assert running_on(lab) == ["gateway"]


def applied(lab: Rehearsed) -> None:
    """Everything is applied."""
    results = lab.load().apply()
    assert exit_code(results) is ExitCode.OK, [r for r in results if r.detail]


def faults(lab: Rehearsed, *tasks: str) -> list[Result]:
    """What isn't good of the checkpoints of TASKS."""
    return [r for r in verify(lab.load(), tasks=tasks).results if r.outcome is not Outcome.GOOD]


def running_on(lab: Rehearsed) -> list[str]:
    """The nodes on which the authority runs."""
    names = "docker ps --format '{{.Names}}'"
    return [name for name in ("gateway", "alpha") if "step-ca" in lab.run(name, names).split()]


def url(lab: Rehearsed) -> str:
    """Where the authority on alpha is asked."""
    node = next(node for node in lab.nodes.status() if node.name == "alpha")
    return f"https://{node.ipv4}:9000"
