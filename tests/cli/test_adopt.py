import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Homelab = Callable[..., subprocess.CompletedProcess[str]]

COMPOSE = """\
services:
  web:
    image: nginx:${VERSION:-1.27.3}
    environment: {API_TOKEN: "${TOKEN}"}
"""


@pytest.fixture
def compose(lab: Path) -> Path:
    (lab / "compose.yaml").write_text(COMPOSE)
    (lab / ".env").write_text("VERSION=1.28.0\nTOKEN=tide-pool\n")
    return lab / "compose.yaml"


def test_it_prints_what_to_paste_and_says_the_rest_beside_it(
    homelab: Homelab, compose: Path
) -> None:
    done = homelab("adopt")
    assert done.returncode == 0
    assert done.stdout.startswith('services = {\n    "web": {\n')
    assert '"docker.io/library/nginx:1.28.0"' in done.stdout
    assert "homelab secrets set web/API_TOKEN" in done.stderr
    assert "tide-pool" not in done.stdout + done.stderr


def test_the_environment_comes_before_dotenv(homelab: Homelab, compose: Path) -> None:
    assert "nginx:1.29.0" in homelab("adopt", VERSION="1.29.0").stdout


def test_json_has_the_services_and_the_remarks(homelab: Homelab, compose: Path) -> None:
    said = json.loads(homelab("adopt", "--json").stdout)
    assert said["services"]["web"]["environment"] == {"API_TOKEN": "secret:web/API_TOKEN"}
    assert {"path", "problem", "cure", "command"} == set(said["remarks"][0])


def test_it_writes_a_new_file_and_overwrites_none(
    homelab: Homelab, lab: Path, compose: Path
) -> None:
    (lab / "group_data").mkdir()
    target = lab / "group_data" / "attic.py"
    assert homelab("adopt", "--into", "group_data/attic.py").returncode == 0
    written = target.read_text()
    assert written.startswith("services = {")
    done = homelab("adopt", "--into", "group_data/attic.py")
    assert done.returncode == 64
    assert "it is there already" in done.stderr
    assert target.read_text() == written


def test_it_says_where_it_cannot_write(homelab: Homelab, compose: Path) -> None:
    done = homelab("adopt", "--into", "nowhere/attic.py")
    assert done.returncode == 64
    assert "nowhere/attic.py: can't be written" in done.stderr


@pytest.mark.parametrize("text", ["services: [", "kind: Pod\n", None])
def test_what_is_no_compose_file_ends_with_64(
    homelab: Homelab, lab: Path, text: str | None
) -> None:
    if text is not None:
        (lab / "compose.yaml").write_text(text)
    done = homelab("adopt", "compose.yaml")
    assert done.returncode == 64
    assert done.stderr.startswith("compose.yaml")
    assert "Traceback" not in done.stderr
