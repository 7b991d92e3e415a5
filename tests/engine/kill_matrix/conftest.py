"""One node that homelab has secured, to be put at risk by each test, and one beside it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from support.own_lab import OwnLab, own_lab
from support.victim import Victim

from homelab.engine import reaching, steps
from homelab.roadmap.phase1.network import deploy as network

BESIDE = "two"


@pytest.fixture(scope="package")
def two_nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnLab]:
    """The nodes, up for all tests."""
    with own_lab(tmp_path_factory.mktemp("matrix"), ["one", BESIDE]) as lab:
        yield lab


@pytest.fixture(scope="package")
def secured(two_nodes: OwnLab) -> Victim:
    """The node as it is before each change."""
    victim = Victim(two_nodes, "one", BESIDE)
    victim.secure()
    return victim


@pytest.fixture
def node(
    secured: Victim, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Victim]:
    """The secured node; with `--without PART`, homelab without what the test relies on."""
    secured.without = request.config.getoption("--without")
    match secured.without:
        case "lock":
            monkeypatch.setattr(reaching, "lock", lambda *_: nullcontext())
        case "record":
            monkeypatch.setattr(steps, "record", lambda *_: None)
        case "probe":
            monkeypatch.setattr(network, "unused", lambda **_: None)
    yield secured
    secured.mend()


@pytest.fixture
def from_afar(node: Victim) -> Iterator[str]:
    """Have homelab come from an address that isn't in the node's network; that address.

    It is the machine's own in its own network, which isn't one of Docker's.
    """
    shown = subprocess.run(
        ["ip", "-json", "-4", "address", "show", "scope", "global"], capture_output=True, check=True
    )
    links = [link for link in json.loads(shown.stdout) if link["ifname"][:2] not in {"do", "br"}]
    address = str(links[0]["addr_info"][0]["local"])
    config = node.lab.root / "ssh_config"
    config.write_text(f"Host *\n  BindAddress {address}\n")
    node.lab.run(BESIDE, f"ip route add blackhole {address}")
    yield address
    node.lab.run(BESIDE, f"ip route delete blackhole {address}")
    config.write_text("")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `--without PART`, keep the tests that rely on it, and expect each of them to fail."""
    part = config.getoption("--without")
    if part is None:
        return
    relying = []
    for item in items:
        mark = item.get_closest_marker("relies_on")
        if mark is not None and part in mark.args:
            item.add_marker(pytest.mark.xfail(strict=True, reason=f"there is no {part}"))
            relying.append(item)
    config.hook.pytest_deselected(items=[item for item in items if item not in relying])
    items[:] = relying
