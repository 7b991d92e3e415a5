"""Real nodes for these tests: one lab for all, of four nodes, one for each way in."""

from collections.abc import Iterator
from pathlib import Path

import paramiko
import pytest

from homelab.lab import Entry, LabNode, NodeWish, Rehearsal, ensure_docker
from homelab.lab.networks import have_networks

from .sysctls import machine_sysctls

PASSWORD = "correct horse"


@pytest.fixture(scope="package")
def key() -> paramiko.PKey:
    return paramiko.RSAKey.generate(2048)


@pytest.fixture(scope="package")
def wishes(key: paramiko.PKey) -> tuple[NodeWish, ...]:
    public = f"{key.get_name()} {key.get_base64()} tests"
    return (
        NodeWish("root-password", "debian-13", Entry(password=PASSWORD)),
        NodeWish("root-key", "debian-12", Entry(public_key=public)),
        NodeWish("user-key", "debian-13", Entry("debian", public_key=public, sudo=True)),
        NodeWish("user-password", "debian-12", Entry("debian", password=PASSWORD, sudo="password")),
    )


@pytest.fixture(scope="package")
def sysctls_before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """As they are with Docker up, which turns forwarding on; for IPv6 at its first such network."""
    ensure_docker()
    other = Rehearsal(tmp_path_factory.mktemp("sysctls"))
    have_networks(other.lab)
    other.down()
    return machine_sysctls()


@pytest.fixture(scope="package")
def rehearsal(
    tmp_path_factory: pytest.TempPathFactory, sysctls_before: dict[str, str]
) -> Iterator[Rehearsal]:
    made = Rehearsal(tmp_path_factory.mktemp("tree"))
    yield made
    made.down()
    made.prune_snapshots()


@pytest.fixture(scope="package")
def nodes(rehearsal: Rehearsal, wishes: tuple[NodeWish, ...]) -> dict[str, LabNode]:
    return {node.name: node for node in rehearsal.up(wishes)}


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Rehearsal]:
    """A second lab, gone after the test."""
    made = Rehearsal(tmp_path)
    yield made
    made.down()
    made.prune_snapshots()
