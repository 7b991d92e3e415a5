"""Compose files of everyday life become group data that a lab takes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homelab.model import InvalidLab, load
from homelab.testing.package import open_package
from homelab.testing.plan.fakelab import stands_on
from homelab.workload import adopting
from homelab.workload.adopting import Adopted, NotAdoptable, adopt, variables_in

FILES = sorted((Path(__file__).parent / "compose").glob("*.yaml"))
VARIABLES = {"DB_PASSWORD": "tide pool 7", "REDIS_PASSWORD": "hunter22", "DOMAIN": "lab.example"}
ON_DISK = {"/srv/stack/extra.env": "TZ=Europe/Vienna\nSMTP_PASSWORD=abcdef\n"}


def adopted(name: str, variables: Mapping[str, str] = VARIABLES) -> Adopted:
    tree = adopting.read(Path(__file__).parent / "compose" / f"{name}.yaml")
    return adopt(tree, "/srv/stack", variables, ON_DISK.get, "/home/ada")


def of_service(variables: Mapping[str, str] = VARIABLES, **fields: Any) -> Adopted:
    """What becomes of one service `web` with these FIELDS."""
    service = {"image": "nginx:1.27.3", **fields}
    return adopt({"services": {"web": service}}, "/srv/stack", variables, ON_DISK.get, "/home/ada")


def web(variables: Mapping[str, str] = VARIABLES, **fields: Any) -> dict[str, Any]:
    return of_service(variables, **fields).services["web"]


def remarks(found: Adopted) -> dict[str, str]:
    return {remark.path: f"{remark.problem}; {remark.cure}" for remark in found.remarks}


def lab_with(folder: Path, services: str) -> Path:
    """The inventory of a lab whose one machine has what services stand on, and SERVICES."""
    wishes = {
        task: open_package(task, name).written("minimal") or {"provider": name}
        for task, name in stands_on("services")
    }
    (folder / "group_data").mkdir()
    if '"route"' in services:
        wishes["reverse_proxy"] = {"provider": "caddy"}
    lines = [f"{task} = {wish!r}\n" for task, wish in wishes.items()]
    (folder / "group_data" / "all.py").write_text("".join(lines))
    (folder / "group_data" / "homelab.py").write_text(services)
    (folder / "inventory.py").write_text('homelab = [("nas", {"ssh_hostname": "10.0.0.5"})]\n')
    return folder / "inventory.py"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_lab_takes_what_comes_out(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = adopted(file.stem)
    lab = load(lab_with(tmp_path, found.as_python()))
    chosen = [c.provider for c in lab.hosts["nas"].choices if c.task == "services"]
    assert chosen == [*found.services]
    assert chosen


def test_a_moving_tag_is_kept_and_named_and_the_lab_asks_for_a_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = of_service(image="redis")
    assert found.services["web"]["image"] == "docker.io/library/redis:latest"
    assert "name a release" in remarks(found)["services.web.image"]
    with pytest.raises(InvalidLab, match="another image tomorrow"):
        load(lab_with(tmp_path, found.as_python()))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_secrets_value_comes_out(file: Path) -> None:
    found = adopted(file.stem)
    shown = found.as_python() + repr(found)
    for value in ("tide pool 7", "hunter22", "abcdef", "plain-admin-token"):
        assert value not in shown


def test_who_shares_a_secret_shares_its_reference() -> None:
    found = adopted("nextcloud")
    app, db = (found.services[name]["environment"] for name in ("app", "db"))
    assert app["POSTGRES_PASSWORD"] == db["POSTGRES_PASSWORD"] == "secret:app/POSTGRES_PASSWORD"
    assert app["DATABASE_URL"] == "secret:app/DATABASE_URL"
    assert app["SMTP_PASSWORD"] == "secret:app/SMTP_PASSWORD"
    assert {r.command for r in found.remarks} - {None} == {
        "homelab secrets set app/POSTGRES_PASSWORD",
        "homelab secrets set app/DATABASE_URL",
        "homelab secrets set app/SMTP_PASSWORD",
    }


def test_a_secret_that_a_command_repeats_takes_the_command_away() -> None:
    found = of_service(
        environment={"REDIS_PASSWORD": "hunter22"}, command="redis --requirepass hunter22"
    )
    assert "command" not in found.services["web"]
    assert "it repeats a secret" in remarks(found)["services.web.command"]


def test_a_secret_without_a_value_is_a_reference_all_the_same() -> None:
    assert web({}, environment=["API_TOKEN=${API_TOKEN}"])["environment"] == {
        "API_TOKEN": "secret:web/API_TOKEN"
    }


def test_what_only_sounds_like_a_secret_stays() -> None:
    plain = {"TOKEN_MINUTES": "15", "PASSWORD_FILE": "/run/secrets/a", "USE_TOKENS": "true"}
    assert web(environment=plain)["environment"] == plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${A}", "a"),
        ("$A-$$A", "a-$A"),
        ("${NONE:-b}", "b"),
        ("${NONE:-${A}}", "a"),
        ("${EMPTY:-b}", "b"),
        ("${EMPTY-b}", ""),
        ("${A:+set}", "set"),
        ("${NONE:+set}", ""),
    ],
)
def test_variables_are_put_in(text: str, value: str) -> None:
    assert web({"A": "a", "EMPTY": ""}, environment={"X": text})["environment"] == {"X": value}


def test_a_variable_without_value_is_named() -> None:
    found = of_service({}, environment={"X": "${NONE}"})
    assert "$NONE has no value" in remarks(found)["services.web.environment.X"]


def test_a_file_of_variables_is_read() -> None:
    text = "# no\nA=1 # one\nexport B='$x'\nC=\"two words\"\n\nD=\n"
    assert variables_in(text) == {"A": "1", "B": "$$x", "C": "two words", "D": ""}


def test_services_of_one_file_share_a_network_named_after_the_project() -> None:
    found = adopted("media").services
    assert found["jellyfin"]["networks"] == ["media"]
    assert found["sonarr-tv"]["networks"] == ["proxy"]
    assert "networks" not in web()


def test_composes_own_capabilities_are_kept_and_named() -> None:
    found = of_service()
    assert found.services["web"]["cap_drop"] == []
    assert "services.web.cap_drop" in remarks(found)
    assert "cap_drop" not in web(cap_drop=["ALL"])
    assert web(cap_drop=["cap_net_raw"])["cap_drop"] == ["NET_RAW"]


@pytest.mark.parametrize(
    ("said", "ports"),
    [
        (["8080:80"], ["8080:80"]),
        (["0.0.0.0:8080:80/tcp"], ["8080:80"]),
        (["8000-8001:80-81/udp"], ["8000:80/udp", "8001:81/udp"]),
        ([{"target": 53, "published": 5353, "protocol": "udp"}], ["5353:53/udp"]),
        ([{"target": 53, "published": "53", "host_ip": "::1"}], ["[::1]:53:53/tcp"]),
    ],
)
def test_ports_take_their_short_form(said: list[Any], ports: list[str]) -> None:
    assert [p.removesuffix("/tcp") for p in web(ports=said)["ports"]] == [
        p.removesuffix("/tcp") for p in ports
    ]


def test_what_compose_counts_in_powers_of_two_is_not_less() -> None:
    assert web(mem_limit="512m")["mem_limit"] == "512 MiB"
    limits = {"memory": "1.5G", "cpus": "0.50", "pids": 200}
    found = web(deploy={"resources": {"limits": limits}})
    assert (found["mem_limit"], found["cpus"], found["pids_limit"]) == ("1536 MiB", 0.5, 200)


def test_a_volume_of_two_services_is_named() -> None:
    assert "share it" in remarks(adopted("media"))["volumes.cache"]


def test_a_relative_folder_becomes_a_whole_path_with_a_remark() -> None:
    found = of_service(volumes=["./conf:/conf", "~/films:/films:ro"])
    assert found.services["web"]["volumes"] == [
        "/srv/stack/conf:/conf",
        "/home/ada/films:/films:ro",
    ]
    assert "/srv/stack/conf" in remarks(found)["services.web.volumes[0]"]


def test_labels_for_traefik_become_a_route() -> None:
    assert adopted("nextcloud").services["app"]["route"] == {
        "host": "cloud.lab.example",
        "port": 80,
    }
    found = adopted("vaultwarden")
    assert found.services["vaultwarden"]["route"] == {
        "host": "vault.lab.example",
        "port": 8080,
        "is_encrypted": False,
    }
    assert found.services["vaultwarden"]["labels"] == {"org.example.kept": "yes"}
    assert "pw.lab.example" in remarks(found)["services.vaultwarden.labels"]


def test_labels_that_say_more_than_a_route_stay() -> None:
    labels = {"traefik.http.routers.x.rule": "Host(`a.b`) && PathPrefix(`/x`)"}
    found = of_service(labels=labels, expose=["80"])
    assert "route" not in found.services["web"]
    assert found.services["web"]["labels"] == labels
    assert "services.web.labels" in remarks(found)


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"privileged": True}, "privileged"),
        ({"build": "."}, "build"),
        ({"depends_on": ["db"]}, "depends_on"),
        ({"env_file": "none.env"}, "env_file"),
        ({"network_mode": "service:vpn"}, "network_mode"),
        ({"ports": ["80"]}, "ports[0]"),
        ({"volumes": ["/var/run/docker.sock:/var/run/docker.sock"]}, "volumes[0]"),
        ({"healthcheck": {"disable": True}}, "healthcheck"),
        ({"security_opt": ["seccomp:unconfined"]}, "security_opt[0]"),
        ({"restart": "on-failure:3"}, "restart"),
        ({"deploy": {"replicas": 3}}, "deploy.replicas"),
        ({"sudo_make_me": "a sandwich"}, "sudo_make_me"),
        ({"stop_grace_period": "soon"}, "stop_grace_period"),
        ({"cap_add": ["net admin"]}, "cap_add.0"),
    ],
)
def test_nothing_is_dropped_in_silence(fields: dict[str, Any], path: str) -> None:
    assert f"services.web.{path}" in remarks(of_service(**fields))


def test_what_a_workload_refuses_is_left_out_and_named() -> None:
    found = of_service(stop_grace_period="soon", cap_add=["net admin"], user="1000")
    assert found.services["web"].keys() == {"image", "cap_drop", "user"}
    assert "is not a duration" in remarks(found)["services.web.stop_grace_period"]


def test_a_service_that_is_only_built_is_left_out() -> None:
    found = adopt({"services": {"own": {"build": "."}}}, "/srv/stack", {}, ON_DISK.get, "/root")
    assert found.services == {}
    assert {"services.own", "services.own.build"} <= remarks(found).keys()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("services:\n  web: [\n", ":3: "),
        ("kind: Pod\nspec: {}\n", ":1: it has no `services`"),
        ("- a\n", ":1: it has no `services`"),
        ("", ":1: it has no `services`"),
        ("services:\n  web:\n    image: a\nfoo: 1\n", ":4: 'foo' is not Compose's"),
        ("services:\n  db: {image: a:1}\n  web:\n", ":3: services.web has no fields"),
        ("services:\n  web: {image: a, image: b}\n", ":2: found duplicate key"),
        ("services: " + "[" * 5000, "it is nested too deeply"),
        ("services: {a: {image: b}}\nvolumes: [c]\n", ":2: volumes is no mapping"),
        ("a: !!python/object:os.system b\n", ":1: "),
        ("\x00", "yaml"),
    ],
)
def test_a_broken_or_foreign_file_is_refused_with_its_line(
    text: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "compose.yaml"
    path.write_text(text)
    with pytest.raises(NotAdoptable) as refusal:
        adopting.read(path)
    assert words in str(refusal.value)


SCALARS = st.none() | st.booleans() | st.integers(-9, 99999) | st.floats(0, 9) | st.text(max_size=9)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
KNOWN = [*adopting.service.TAKEN, *adopting.untaken.UNTAKEN]


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(KNOWN)), VALUES, max_size=6))
def test_no_value_of_a_field_gives_a_traceback(fields: dict[str, Any]) -> None:
    found = of_service(**{"image": "a:1", **fields})
    assert eval(found.as_python().removeprefix("services = ")) == found.services  # noqa: S307
