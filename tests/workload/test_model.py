"""A workload takes what the Compose Specification takes, and is safe by default."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from ruamel.yaml import YAML

from homelab.workload.compose import project
from homelab.workload.model import Workload

IMAGE = "docker.io/traefik/whoami:v1.11.0"


def compose(**fields: object) -> dict[str, object]:
    """The one service of a workload's compose file."""
    workload = Workload.model_validate({"image": IMAGE, **fields})
    made = project("app", "services/app", workload, lambda _: "s3cret$", None)
    return dict(YAML(typ="safe").load(made.compose.text)["services"]["app"])


@pytest.mark.parametrize(
    ("said", "size"),
    [("512m", 512 * 1024**2), ("1g", 1024**3), ("1.5gb", 1536 * 1024**2), ("64 MiB", 64 * 1024**2)],
)
def test_memory_is_read_as_compose_reads_it(said: str, size: int) -> None:
    assert compose(mem_limit=said)["mem_limit"] == size


def test_what_is_not_said_is_safe() -> None:
    service = compose()
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"] == 512 * 1024**2
    assert service["pids_limit"] == 1024


def test_compose_puts_nothing_into_texts() -> None:
    service = compose(environment={"A": "$HOME", "B": "secret:b"}, command=["echo", "$A"])
    assert service["environment"] == {"A": "$$HOME", "B": "s3cret$$"}
    assert service["command"] == ["echo", "$$A"]


@pytest.mark.parametrize("reloads", [False, True])
def test_a_changed_secret_makes_a_container_anew(*, reloads: bool) -> None:
    said = {"secrets": {"/run/token": "secret:token"}, "configs": {"/etc/a/b": "c"}}
    workload = Workload.model_validate({"image": IMAGE, "reloads": reloads, **said})
    texts = {
        project("a", "b", workload, {"secret:token": value}.__getitem__, None).compose.text
        for value in ("1", "2")
    }
    assert len(texts) == 2


def test_a_changed_config_is_followed_where_the_program_does_so() -> None:
    def text(said: str, *, reloads: bool) -> str:
        workload = Workload(image=IMAGE, configs={"/etc/a/b": said}, reloads=reloads)
        return project("a", "b", workload, str, None).compose.text

    assert text("1", reloads=True) == text("2", reloads=True)
    assert text("1", reloads=False) != text("2", reloads=False)


@pytest.mark.parametrize(
    "fields",
    [
        {"volumes": ["a:/data", "b:/data"]},
        {"network_mode": "host", "ports": ["80:80"]},
        {"environment": {"API_TOKEN": "plain"}},
        {"image": "traefik/whoami"},
    ],
)
def test_what_contradicts_itself_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Workload.model_validate({"image": IMAGE, **fields})
