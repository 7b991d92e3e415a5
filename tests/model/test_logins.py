"""Where a lab keeps logins, names ask who comes unless they say otherwise; both proxies do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from ruamel.yaml import YAML

from homelab.logins import askers, asking, login, login_page, logins
from homelab.model import InvalidLab, Lab
from homelab.offers import Login, OpenPort, Route
from homelab.roadmap import registry
from homelab.watching import probes
from homelab.workload.model import Workload
from homelab.workload.placing import placed

HOSTS = """
nodes = [
    ("gateway", {"ssh_hostname": "10.0.0.1"}),
    ("nas", {"ssh_hostname": "10.0.0.2"}),
]
gateway = ["gateway"]
nas = ["nas"]
"""
EVERYWHERE = """
container_platform = {"provider": "docker"}
tls = {"provider": "acme", "domains": ["lab.example"]}
"""
SERVICE = (
    '"image": "docker.io/traefik/whoami:v1.11.0", "route": {"host": "%s.lab.example", "port": 80}'
)
SERVICES = f"""
services = {{
    "plain": {{{SERVICE % "plain"}}},
    "open": {{{SERVICE % "open"}, "login": {{"policy": "bypass"}}}},
    "ours": {{{SERVICE % "ours"}, "login": {{"policy": "two_factor", "groups": ["family"]}}}},
}}
"""
KEEPER = """
authentication = {
    "provider": "authelia",
    "domain": "lab.example",
    "users": {
        "ada": {
            "displayname": "Ada",
            "email": "ada@lab.example",
            "groups": ["family"],
            "password": "secret:users/ada",
        },
    },
}
"""
PROXY = 'reverse_proxy = {"provider": "caddy"}\n'
PAGES = 'monitoring = {"prometheus": {"route": "figures.lab.example"}}\n'
LoadLab = Callable[..., Lab]


@pytest.fixture
def lab(load_lab: LoadLab, foundation: str) -> Lab:
    """A front door and services on the gateway; the keeper of logins on the other node."""
    front = PROXY + SERVICES + PAGES
    return load_lab(HOSTS, all=foundation + EVERYWHERE, gateway=front, nas=KEEPER)


@pytest.fixture
def two_doors(load_lab: LoadLab, foundation: str) -> Lab:
    """Each node with a front door of its own."""
    own = PROXY + KEEPER
    return load_lab(HOSTS, all=foundation + EVERYWHERE, gateway=PROXY + SERVICES, nas=own)


def test_every_name_asks_but_the_login_page_and_those_that_say_otherwise(lab: Lab) -> None:
    assert logins(lab) == (
        Login("figures.lab.example", "one_factor"),
        Login("plain.lab.example", "one_factor"),
        Login("ours.lab.example", "two_factor", ("family",)),
    )
    (page,) = [r.offer for r in lab.offers(Route) if r.offer.host == "login.lab.example"]
    assert login(lab, page) is None
    pages = {r.offer.host: login_page(lab, r.offer) for r in lab.offers(Route)}
    assert pages["plain.lab.example"] == "https://login.lab.example/"
    assert pages["open.lab.example"] is pages["login.lab.example"] is None


def test_a_lab_without_a_keeper_asks_nobody(load_lab: LoadLab, foundation: str) -> None:
    open_lab = SERVICES.partition('    "ours"')[0] + "}\n"
    lab = load_lab('homelab = ["nas"]\n', all=foundation + EVERYWHERE + PROXY + open_lab)
    assert (logins(lab), askers(lab), asking(lab, "nas")) == ((), (), None)


def test_a_keeper_may_leave_all_names_open_that_say_nothing(
    load_lab: LoadLab, foundation: str
) -> None:
    lenient = KEEPER.replace('"lab.example",', '"lab.example", "policy": "bypass",', 1)
    text = foundation + EVERYWHERE + PROXY + SERVICES + lenient
    lab = load_lab('homelab = ["nas"]\n', all=text)
    assert [each.host for each in logins(lab)] == ["ours.lab.example"]


def test_names_are_called_as_what_they_are(lab: Lab) -> None:
    modules = {url.split("/")[2]: asked["module"] for url, asked in probes(lab).items()}
    assert modules["plain.lab.example"] == modules["figures.lab.example"] == "guarded"
    assert modules["open.lab.example"] == modules["login.lab.example"] == "open"


def test_a_front_door_asks_across_nodes_and_the_port_is_open_to_it_alone(lab: Lab) -> None:
    found = asking(lab, "gateway")
    assert found is not None
    assert found.address == "10.0.0.2:9091"
    assert [str(p.offer) for p in lab.offers(OpenPort, "nas") if p.offer.port == 9091] == [
        "9091/tcp from 10.0.0.1/32"
    ]


def test_front_doors_on_both_nodes_ask_the_one_keeper(two_doors: Lab) -> None:
    near, far = asking(two_doors, "nas"), asking(two_doors, "gateway")
    assert near is not None
    assert far is not None
    assert (near.address, far.address) == ("authelia:9091", "10.0.0.2:9091")
    assert askers(two_doors) == ("gateway",)
    opened = [p.offer for p in two_doors.offers(OpenPort, "nas") if p.offer.port == 9091]
    assert [f"{port}: {port.comment}" for port in opened] == [
        "9091/tcp from 10.0.0.1/32: logins, for gateway"
    ]
    keeper = two_doors.node("nas", "authentication", "authelia")
    ways = placed(keeper, Workload(image="docker.io/authelia/authelia:4.37.5"))
    assert (ways.ports, ways.networks) == (["9091:9091"], ["front-door"])


def test_a_keeper_on_the_front_doors_node_is_published_to_nobody(
    load_lab: LoadLab, foundation: str
) -> None:
    text = foundation + EVERYWHERE + PROXY + SERVICES + KEEPER
    lab = load_lab('homelab = ["nas"]\n', all=text)
    keeper = lab.node("nas", "authentication", "authelia")
    ways = placed(keeper, Workload(image="docker.io/authelia/authelia:4.37.5"))
    assert (ways.ports, ways.networks) == ([], ["front-door"])
    assert 9091 not in {port.offer.port for port in lab.offers(OpenPort)}


def test_caddy_asks_before_it_leads_to_a_guarded_name(lab: Lab) -> None:
    sites = caddyfile(lab)
    asks = "forward_auth 10.0.0.2:9091 {"
    for name in ("plain", "ours", "figures"):
        assert asks in sites[name], name
        assert sites[name].index("import unforged") < sites[name].index(asks)
        assert sites[name].index(asks) < sites[name].index("reverse_proxy")
    for name in ("open", "login"):
        assert asks not in sites[name], name
        assert "import unforged" in sites[name]
    assert "respond /api/verify* 404" in sites["login"]


def test_traefik_asks_before_it_leads_to_a_guarded_name(load_lab: LoadLab, foundation: str) -> None:
    front = PROXY.replace("caddy", "traefik") + SERVICES
    lab = load_lab(HOSTS, all=foundation + EVERYWHERE, gateway=front, nas=KEEPER)
    said = YAML(typ="safe").load(config(lab, "traefik", "/etc/traefik/dynamic/routes.yaml"))["http"]
    found = {name: router.get("middlewares") for name, router in said["routers"].items()}
    assert found["plain-lab-example"] == found["ours-lab-example"] == ["unforged", "login"]
    assert found["open-lab-example"] == found["login-lab-example"] == ["unforged"]
    assert said["middlewares"]["login"]["forwardAuth"] == {
        "address": "http://10.0.0.2:9091/api/verify?rd=https://login.lab.example/",
        "authResponseHeaders": ["Remote-User", "Remote-Groups", "Remote-Name", "Remote-Email"],
    }
    stripped = said["middlewares"]["unforged"]["headers"]["customRequestHeaders"]
    assert set(stripped.values()) == {""}
    assert {"Remote-User", "Remote_User", "X-Original-URL", "Proxy-Authorization"} <= set(stripped)
    assert said["routers"]["login-lab-example"]["rule"].endswith("!PathPrefix(`/api/verify`)")


def test_the_keeper_is_told_of_names_that_differ(lab: Lab) -> None:
    node = lab.node("nas", "authentication", "authelia")
    text = node.render("etc/authelia/configuration.yml.j2", logins=logins(lab))
    assert YAML(typ="safe").load(text)["access_control"] == {
        "default_policy": "one_factor",
        "rules": [
            {
                "domain": "ours.lab.example",
                "subject": [["group:family"]],
                "policy": "two_factor",
            },
            {"domain": "ours.lab.example", "policy": "deny"},
        ],
    }


def test_who_asks_the_keeper_by_a_name_has_no_port_of_its_own(
    load_lab: LoadLab, foundation: str
) -> None:
    by_name = HOSTS.replace("10.0.0.1", "gateway.lab.example")
    with pytest.raises(InvalidLab, match="the front door on gateway asks for the logins of nas"):
        load_lab(by_name, all=foundation + EVERYWHERE, gateway=PROXY + SERVICES, nas=PROXY + KEEPER)


def config(lab: Lab, proxy: str, path: str) -> str:
    """What the front door is configured by."""
    module = registry.provider("reverse_proxy", proxy).load("workload")
    assert module is not None
    return str(module.workload(lab.node("gateway", "reverse_proxy", proxy)).configs[path])


def caddyfile(lab: Lab) -> dict[str, str]:
    """Each site of the Caddyfile, by the first label of its name."""
    blocks = config(lab, "caddy", "/etc/caddy/Caddyfile").split(".lab.example {\n")
    names = [block.rpartition("\n")[2] for block in blocks[:-1]]
    return dict(zip(names, blocks[1:], strict=True))
