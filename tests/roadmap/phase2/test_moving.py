"""A service that is wished on another node comes there with its data, or stays where it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from support.rehearsed import Rehearsed

from homelab.cli import main
from homelab.result import Outcome
from roadmap.phase2.conftest import ALPHA, GATEWAY

pytestmark = [pytest.mark.lab, pytest.mark.slow]  # two moves, and an apply after each
DATA = "/var/lib/docker/volumes/pages_data/_data"
PAGES = ALPHA[ALPHA.index('    "pages"') : ALPHA.index("}\nbackup")]
BACKED_UP = GATEWAY.format(proxy="caddy") + 'backup = {"provider": "restic"}\n'
SERVED = "docker exec pages wget -q -O - http://127.0.0.1:8000/index.html"


@pytest.fixture
def wished_elsewhere(lab: Rehearsed) -> Iterator[Rehearsed]:
    """The pages have data on alpha and are wished on the gateway; all is as it was afterwards."""
    lab.run("alpha", f"echo precious > {DATA}/index.html; chown 1234:77 {DATA}/index.html")
    write(lab, "gateway", BACKED_UP)
    lab.load().apply()
    write(lab, "gateway", BACKED_UP.replace("services = {\n", "services = {\n" + PAGES))
    write(lab, "alpha", ALPHA.replace(PAGES, ""))
    yield lab
    write(lab, "alpha", ALPHA)
    write(lab, "gateway", BACKED_UP)
    if lab.run("gateway", "docker ps -q --filter name=^pages$"):
        assert called(lab, "move", "pages", "--yes").exit_code == 0
    write(lab, "gateway", GATEWAY.format(proxy="caddy"))
    lab.load().apply()
    lab.run("alpha", "rm -rf /var/backups/homelab /var/lib/homelab/backup/state.json")


def test_its_data_is_not_left_behind(wished_elsewhere: Rehearsed) -> None:
    lab = wished_elsewhere
    refused = called(lab, "apply")
    assert refused.exit_code != 0
    assert "`homelab move pages` takes the data along" in refused.output

    lab.run("alpha", f"echo worthless > {DATA}/index.html")
    failed = called(lab, "move", "pages", "--yes")
    assert failed.exit_code != 0
    assert "its proof" in failed.output
    assert "It serves on alpha as before" in failed.output
    assert lab.run("alpha", SERVED) == "worthless\n"
    assert "takes the data along" in called(lab, "apply").output, "it is still to be moved"

    lab.run("alpha", f"echo precious > {DATA}/index.html")
    moved = called(lab, "move", "pages", "--yes")
    assert moved.exit_code == 0, moved.output
    assert lab.run("gateway", SERVED) == "precious\n"
    assert lab.run("gateway", f"stat -c %u:%g {DATA}/index.html") == "1234:77\n"
    assert lab.run("alpha", "docker ps -aq --filter name=^pages$") == ""
    assert lab.run("alpha", f"cat {DATA}/index.html") == "precious\n", "kept until it is purged"
    assert lab.run("alpha", "ls /var/lib/homelab/move") == ""
    rows = [" ".join(line.split()) for line in moved.output.splitlines()]
    assert any(row.startswith("gateway pages data by its own proof") for row in rows), moved.output
    assert {result.outcome for result in lab.load().apply()} == {Outcome.UNCHANGED}
    nothing = called(lab, "move", "pages", "--yes")
    assert "nothing to move" in nothing.output


def write(lab: Rehearsed, host: str, wishes: str) -> None:
    """Wish something else of a host."""
    (lab.root / "group_data" / f"{host}.py").write_text(wishes)


def called(lab: Rehearsed, command: str, *words: str) -> Result:
    """What a person sees who calls the command."""
    return CliRunner().invoke(main, [command, "-i", str(lab.inventory), *words])
