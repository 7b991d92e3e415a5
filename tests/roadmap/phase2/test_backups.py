"""What a service keeps is copied, proved to come back, and brought back, on a real node."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from support.rehearsed import Rehearsed

from homelab.backup.asking import Answer, ask, keepers
from homelab.backup.coverage import coverage
from homelab.cli import main
from homelab.result import Outcome
from homelab.verify import verify

pytestmark = pytest.mark.lab
DATA = "/var/lib/docker/volumes/pages_data/_data"
REPOSITORY = "/var/backups/homelab"
SCRATCH = "/var/lib/homelab/drill"
STATE = "/var/lib/homelab/backup/state.json"


@pytest.fixture
def kept(lab: Rehearsed) -> Iterator[Rehearsed]:
    """The lab with a precious page that was copied; its repository is whole again afterwards."""
    lab.run("alpha", f"echo precious > {DATA}/index.html; head -c 2M /dev/urandom > {DATA}/more")
    assert ran(lab, "backup").troubles == []
    yield lab
    lab.run("alpha", f"rm -rf {REPOSITORY} {STATE}")


def test_a_service_is_proved_from_its_copy(kept: Rehearsed) -> None:
    since = started(kept)
    answer = ran(kept, "drill")
    assert answer.troubles == []
    depths = {(each.service, each.what): each.depth for each in coverage(kept.load(), [answer])}
    assert depths["pages", "data"] == "proved"
    assert depths["far", "data"] == "started"
    assert depths["pages", "cache"] == ""
    assert started(kept) == since, "the service itself goes on meanwhile"
    assert kept.run("alpha", f"docker ps -aq --filter name=trial-; ls {SCRATCH}") == ""
    metrics = kept.run("alpha", "cat /var/lib/prometheus/node-exporter/homelab-backup.prom")
    assert 'homelab_restore_proved_time_seconds{service="pages",depth="proved"}' in metrics
    assert "homelab_backup_troubles 0" in metrics
    assert 'homelab_backup_rule{part="copies"} 2' in metrics


def test_data_that_the_service_cannot_use_is_no_backup(kept: Rehearsed) -> None:
    kept.run("alpha", f"echo worthless > {DATA}/index.html; homelab-backup backup pages")
    (trouble,) = ran(kept, "drill", "pages").troubles
    assert "its proof" in trouble


def test_what_was_kept_comes_back_and_what_was_there_is_kept(kept: Rehearsed) -> None:
    kept.run("alpha", f"echo overwritten > {DATA}/index.html; touch {DATA}/new; sleep 1")
    assert ran(kept, "restore", "pages").troubles == []
    assert kept.run("alpha", f"cat {DATA}/index.html") == "precious\n"
    assert "new" not in kept.run("alpha", f"ls {DATA}").split()
    served = "docker exec pages wget -q -O - http://127.0.0.1:8000/index.html"
    assert kept.run("alpha", served) == "precious\n"
    assert f"{DATA}/new" in restic(kept, "ls --tag pages latest")


def test_a_restore_displaces_no_copy(kept: Rehearsed) -> None:
    assert ran(kept, "restore", "pages").troubles == []
    assert ran(kept, "backup", "pages").troubles == []
    assert restic(kept, "snapshots --tag pages --compact | grep -c ' pages '").strip() == "3"


def test_a_service_that_cannot_start_on_the_copy_keeps_what_it_has(kept: Rehearsed) -> None:
    kept.run("alpha", f"touch {DATA}/poison; homelab-backup backup pages; rm {DATA}/poison")
    kept.run("alpha", f"echo precious and new > {DATA}/index.html; sleep 3")
    (trouble,) = ran(kept, "restore", "pages").troubles
    assert "it doesn't start with the restored data" in trouble
    assert "so it has its own again" in trouble
    assert kept.run("alpha", f"cat {DATA}/index.html") == "precious and new\n"
    assert "poison" not in kept.run("alpha", f"ls {DATA}").split()
    health = kept.run("alpha", "docker inspect pages --format '{{.State.Health.Status}}'")
    assert health == "healthy\n"


def test_what_a_restore_left_when_it_was_killed_is_not_deleted(kept: Rehearsed) -> None:
    kept.run("alpha", "mkdir -p /var/lib/homelab/restore/pages/homelab-before/data")
    try:
        (trouble,) = ran(kept, "restore", "pages").troubles
        left = kept.run("alpha", "ls /var/lib/homelab/restore/pages/homelab-before")
    finally:
        kept.run("alpha", "rm -r /var/lib/homelab/restore/pages")
    assert "an earlier restore was cut short" in trouble
    assert left == "data\n"


def test_a_nodes_own_folders_are_not_replaced_under_it(kept: Rehearsed) -> None:
    (trouble,) = ran(kept, "restore", "@node").troubles
    assert "are in use" in trouble


def test_an_old_copy_is_no_fresh_one(kept: Rehearsed) -> None:
    assert ran(kept, "drill").troubles == []
    assert outcome(kept, "copies_are_fresh") is Outcome.GOOD
    kept.run("alpha", f'sed -i \'s/"at": "20[0-9]*/"at": "2020/\' {STATE}')
    assert outcome(kept, "copies_are_fresh") is Outcome.BAD


def test_a_person_sees_what_is_proved(kept: Rehearsed) -> None:
    done = CliRunner().invoke(main, ["drill", "-i", str(kept.inventory)])
    assert done.exit_code == 0, done.output
    rows = [" ".join(line.split()) for line in done.stdout.splitlines()]
    for row in (
        "alpha pages data by its own proof",
        "alpha @node /etc/ssh restored and compared",
        "alpha pages cache expendable: it is made again",
        "gateway caddy data gateway has no backup",
        "alpha: 2-1-0-0-0; to 3-2-1-1-0: copies 2 of 3, media 1 of 2",
    ):
        assert any(each.startswith(row) for each in rows), done.stdout


def test_a_person_is_asked_before_data_is_replaced(kept: Rehearsed) -> None:
    kept.run("alpha", f"echo now > {DATA}/index.html")
    asked = ["restore", "-i", str(kept.inventory), "pages"]
    assert CliRunner().invoke(main, asked, input="n\n").exit_code != 0
    assert kept.run("alpha", f"cat {DATA}/index.html") == "now\n"
    assert CliRunner().invoke(main, asked, input="y\n").exit_code == 0
    assert kept.run("alpha", f"cat {DATA}/index.html") == "precious\n"


def test_a_damaged_pack_is_named(kept: Rehearsed) -> None:
    pack = kept.run("alpha", f"find {REPOSITORY}/data -type f -size +1M | head -1").strip()
    kept.run("alpha", f"dd if=/dev/zero of={pack} bs=1k seek=100 count=100 conv=notrunc 2>&1")
    troubles = ran(kept, "drill", "pages").troubles
    assert any("pages: from local: the restore failed" in each for each in troubles), troubles


def test_a_wrong_password_is_named(kept: Rehearsed) -> None:
    with replaced(kept, "/etc/homelab/backup.password", "wrong"):
        troubles = ran(kept, "drill", "pages").troubles
    assert any("wrong password" in each for each in troubles), troubles
    assert ran(kept, "drill", "pages").troubles == []


def test_a_volume_that_is_gone_is_named(kept: Rehearsed) -> None:
    kept.run("alpha", f"mv {DATA} {DATA}.away")
    try:
        (trouble,) = ran(kept, "backup", "pages").troubles
    finally:
        kept.run("alpha", f"mv {DATA}.away {DATA}")
    assert trouble == f"pages: data isn't there: {DATA}"


def test_a_full_disk_is_named_before_it_is_full(kept: Rehearsed) -> None:
    kept.run("alpha", f"mkdir -p {SCRATCH}; mount -t tmpfs -o size=1m none {SCRATCH}")
    try:
        troubles = ran(kept, "drill", "pages").troubles
    finally:
        kept.run("alpha", f"umount {SCRATCH}")
    assert any("bytes are to be restored" in each for each in troubles), troubles


def ran(lab: Rehearsed, verb: str, *services: str) -> Answer:
    """What alpha's program answers to a verb."""
    loaded = lab.load()
    kept = keepers(loaded, services)
    (answer,) = ask(loaded, kept, [verb], lambda _host, _doing: None)
    assert answer.trouble == ""
    return answer


def restic(lab: Rehearsed, words: str) -> str:
    """What restic itself says of alpha's repository."""
    return lab.run("alpha", f'eval "$(homelab-backup environment)"; restic {words}')


def outcome(lab: Rehearsed, checkpoint: str) -> Outcome:
    """How a checkpoint of alpha's backup comes out."""
    (result,) = verify(lab.load(), hosts=["alpha"], tasks=["backup"], match=checkpoint).results
    return result.outcome


def started(lab: Rehearsed) -> str:
    """Since when the service runs."""
    return lab.run("alpha", "docker inspect pages --format '{{.State.StartedAt}}'")


@contextmanager
def replaced(lab: Rehearsed, path: str, text: str) -> Iterator[None]:
    """The file has another TEXT within."""
    lab.run("alpha", f"cp -p {path} {path}.old; printf %s {text} > {path}")
    try:
        yield
    finally:
        lab.run("alpha", f"mv {path}.old {path}")
