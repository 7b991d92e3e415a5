"""A loaded lab: its hosts, how they are reached, what they offer, and its secrets."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from homelab.model import Connection, InvalidLab, Lab, load
from homelab.offers import Access, FirstContact
from homelab.roadmap import registry

EXAMPLE = Path(__file__).parents[2] / "inventory.py"
DNS = 53
FIGURES = "figures of"


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> Lab:
    monkeypatch.chdir(EXAMPLE.parent)
    return load(Path("inventory.py"))


def test_the_example_is_a_lab_of_three_nodes(example: Lab) -> None:
    assert example.root == EXAMPLE.parent
    assert example.addresses() == {
        "gateway": "10.77.0.11",
        "alpha": "10.77.0.12",
        "beta": "10.77.0.13",
    }
    assert {node.name: node.settings.codename for node in example.nodes("host_os")} == {
        "gateway": "trixie",
        "alpha": "trixie",
        "beta": "bookworm",
    }


def test_choices_stand_in_the_roadmaps_order(example: Lab) -> None:
    order = list(registry.tasks())
    for host in example.hosts.values():
        tasks = [choice.task for choice in host.choices]
        assert tasks == sorted(tasks, key=order.index)
    asked = {name: len(host.choices) for name, host in example.hosts.items()}
    assert asked == {"gateway": 18, "alpha": 11, "beta": 9}


def test_offers_are_asked_for_by_kind_and_host(example: Lab) -> None:
    (access,) = example.offers(Access, "alpha")
    assert (access.offer.user, access.offer.port) == ("ada", 2222)
    assert (access.host, access.task, access.provider) == ("alpha", "remote_access", "openssh")
    assert [offered.offer.user for offered in example.offers(FirstContact)] == [
        "root",
        "root",
        "debian",
    ]
    ports = example.node("gateway", "firewall", "ufw").open_ports
    shown = [
        str(port) for port in ports if port.port != DNS and not port.comment.startswith(FIGURES)
    ]
    assert shown == [
        "2222/tcp",
        "8080/tcp from 10.77.1.0/24",
        *("80/tcp", "443/tcp", "443/udp"),
        "51820/udp",
    ]
    ports = example.node("alpha", "firewall", "ufw").open_ports
    assert [str(port) for port in ports] == [
        "2222/tcp",
        "8081/tcp from 10.77.0.11/32",
        "9100/tcp from 10.77.0.11/32",
    ]


def test_a_node_that_was_not_chosen_is_a_key_error(example: Lab) -> None:
    with pytest.raises(KeyError, match="alpha: tls/caddy"):
        example.node("alpha", "tls", "caddy")


def test_a_secret_is_asked_of_the_resolver_with_the_labs_folder(example: Lab) -> None:
    lab = replace(example, resolver=lambda reference, root: f"{reference} in {root.name}")
    assert lab.reveal("secret:nas") == f"secret:nas in {EXAMPLE.parent.name}"


def test_offers_can_not_be_read_while_they_are_stated(example: Lab) -> None:
    with pytest.raises(RuntimeError, match="can't read other offers"):
        replace(example, offered=None).offers(Access)


def test_connections_are_what_the_inventory_says(
    load_lab: Callable[..., Lab], tmp_path: Path
) -> None:
    lab = load_lab(
        'homelab = [("nas", {"ssh_hostname": "10.0.0.5", "ssh_port": 23, "ssh_user": "ada"}),'
        ' "@local", "@ssh/tv", ("@fake/a", {"fake_responses": {"uname": "Linux"}})]\n',
        all='ssh_key = "keys/ada"\nssh_config_file = "/etc/ssh/lab"\n',
    )
    known = tmp_path / ".homelab" / "known_hosts"
    key, config = tmp_path / "keys" / "ada", Path("/etc/ssh/lab")
    assert {host.name: host.connection for host in lab.hosts.values()} == {
        "nas": Connection("ssh", "10.0.0.5", known, 23, "ada", key, config),
        "@local": Connection("local", "127.0.0.1", known, None, None, key, config),
        "@ssh/tv": Connection("ssh", "tv", known, None, None, key, config),
        "@fake/a": Connection(
            "fake", "@fake/a", known, None, None, key, config, {"uname": "Linux"}
        ),
    }


def test_a_rehearsal_takes_the_group_data_of_its_lab(
    write_lab: Callable[..., Path], tmp_path: Path, foundation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lab('homelab = ["nas"]\n', all=foundation)
    rehearsal = tmp_path / ".homelab" / "lab" / "inventory.py"
    rehearsal.parent.mkdir(parents=True)
    rehearsal.write_text(
        'homelab = [("nas", {"ssh_hostname": "172.20.0.2", "remote_access": {"port": 2200}})]\n'
    )
    monkeypatch.chdir("/")
    lab = load(rehearsal)
    assert (lab.root, lab.addresses()) == (tmp_path, {"nas": "172.20.0.2"})
    settings = lab.node("nas", "remote_access", "openssh").settings
    assert (settings.port, settings.admin.name) == (2200, "ada")


def test_names_of_the_users_own_are_no_tasks(load_lab: Callable[..., Lab]) -> None:
    lab = load_lab(
        'homelab = ["nas"]\n',
        all="import os\n_mine = 1\nPORTS = [22]\nssh_port = PORTS[0]\ndef port(): return 1\n",
    )
    assert lab.hosts["nas"].choices == ()


def test_a_task_without_any_provider_is_refused(load_lab: Callable[..., Lab]) -> None:
    bare = [name for name in registry.tasks() if not registry.provider_names(name)]
    if not bare:
        pytest.skip("every task of the roadmap has a provider by now")
    with pytest.raises(InvalidLab, match="homelab has no provider for it yet"):
        load_lab('homelab = ["nas"]\n', all=f"{bare[0]} = {{}}\n")


def test_an_inventory_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InvalidLab, match=r"inventory\.py: can't be read: No such file"):
        load(tmp_path / "inventory.py")
