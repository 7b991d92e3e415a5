"""Rules over services that no provider here can break yet, and those that must let good labs be."""

import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from homelab.model import InvalidLab, Lab
from homelab.roadmap import registry

AUTHORITY = '''
"""Authority: made up, it issues for lab.example."""
from homelab.contract import Provider, Settings
from homelab.offers import CertificateAuthority

def offers(node):
    yield CertificateAuthority("https://ca.example/acme", ("lab.example", "home.example"))

PROVIDER = Provider(Settings, "https://ca.example", offers)
'''
BROKEN = '''
"""Broken: made up, its workload can't be stated."""
from homelab.contract import Provider, Settings

PROVIDER = Provider(Settings, "https://broken.example")
'''
PLATFORM = 'container_platform = {"provider": "docker"}\n'
PROXY = 'reverse_proxy = {"provider": "caddy"}\n'
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Makes a package of these files the provider with this name."""

    def write(name: str, **files: str) -> None:
        package = tmp_path / "site" / "made_up_for_homelab"
        package.mkdir(parents=True)
        for module, text in files.items():
            (package / f"{module}.py").write_text(text)
        monkeypatch.syspath_prepend(str(package.parent))
        entry = EntryPoint(name, package.name, "homelab.providers")
        monkeypatch.setattr(registry, "entry_points", lambda **_: [entry])
        forget()

    def forget() -> None:
        for found in (registry._entry_points, registry._outside):
            found.cache_clear()
        registry.provider_names.cache_clear()
        registry.provider.cache_clear()
        for module in [name for name in sys.modules if name.startswith("made_up_for_homelab")]:
            del sys.modules[module]

    yield write
    monkeypatch.undo()
    forget()


def service(**said: object) -> str:
    return f"services = {{'films': {dict(image='docker.io/a/b:1', **said)!r}}}\n"


def faults_of(load_lab: Callable[..., Lab], text: str) -> list[tuple[str, str]]:
    try:
        load_lab('homelab = ["nas"]\n', all=text)
    except InvalidLab as invalid:
        return [(fault.path, fault.problem) for fault in invalid.faults]
    return []


def test_a_name_that_no_authority_covers_is_a_fault(
    install: Install, load_lab: Callable[..., Lab], foundation: str
) -> None:
    install("tls/made_up", __init__=AUTHORITY)
    rest = foundation + PLATFORM + PROXY + 'tls = {"provider": "made_up"}\n'
    route = {"host": "films.example.org", "port": 80}
    (fault,) = faults_of(load_lab, rest + service(route=route))
    assert fault == (
        "services.films.route.host",
        "films.example.org gets no certificate, as the lab's are for lab.example and home.example",
    )
    for good in ({"host": "films.home.example"}, {"is_encrypted": False}):
        assert faults_of(load_lab, rest + service(route=route | good)) == []


def test_a_lab_without_an_authority_is_visited_by_plain_http(
    load_lab: Callable[..., Lab], foundation: str
) -> None:
    route = {"host": "films.example.org", "port": 80}
    assert faults_of(load_lab, foundation + PLATFORM + PROXY + service(route=route)) == []


@pytest.mark.parametrize("workload", ["def workload(node): 1 / 0\n", "import no_such_package\n"])
def test_a_workload_that_cant_be_stated_is_a_fault(
    install: Install, load_lab: Callable[..., Lab], foundation: str, workload: str
) -> None:
    install("monitoring/made_up", __init__=BROKEN, workload=workload)
    ((path, problem),) = faults_of(load_lab, foundation + PLATFORM + "monitoring = {'made_up': {}}")
    assert path == "monitoring.made_up"
    assert problem.startswith("monitoring/made_up can't say what it runs: ")


GOOD = {
    "the same port by TCP and UDP": {"ports": ["53:53", "53:53/udp"]},
    "the same port at two addresses": {"ports": ["127.0.0.1:80:80", "127.0.0.2:80:80"]},
    "its route's port published by itself": {
        "ports": ["8080:80"],
        "route": {"host": "films.lab.example", "port": 80, "published": 8080},
    },
}


@pytest.mark.parametrize("said", GOOD.values(), ids=GOOD)
def test_ports_that_differ_are_let_be(
    load_lab: Callable[..., Lab], foundation: str, said: dict[str, object]
) -> None:
    hosts = [(name, {"ssh_hostname": f"10.0.0.{n}"}) for n, name in enumerate(("door", "nas"), 1)]
    web = {"image": "docker.io/a/b:1", "route": {"host": "web.lab.example", "port": 80}}
    load_lab(
        f'homelab = {hosts!r}\nedge = ["door"]\nstorage = ["nas"]\n',
        all=foundation + PLATFORM,
        edge=f"{PROXY}services = {{'web': {web!r}}}\n",
        storage=service(**said),
    )
