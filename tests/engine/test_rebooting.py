"""A node that waits for a reboot says why, is rebooted, and nobody goes before it is back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import chdir

import pytest
from support.rehearsed import Rehearsed, standing

from homelab.engine import Feed
from homelab.engine.rebooting import BOOT, Reboots, reboot
from homelab.pending_reboot import why_pending
from homelab.result import Outcome, Result
from homelab.verify import verify

WISHES = 'host_os = {"provider": "debian", "security_upgrades": False}\nssh_user = "root"\n'
ASKED = "echo linux-image-amd64 > /run/reboot-required.pkgs; touch /run/reboot-required"
NEVER = "ln -sf /dev/null /run/systemd/system/reboot.target; systemctl daemon-reload"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    root = tmp_path_factory.mktemp("reboot")
    with standing(root, 'nodes = ["alpha", "beta"]\n', WISHES) as lab, chdir(root):
        assert {r.outcome for r in lab.load().apply()} <= {Outcome.CHANGED, Outcome.UNCHANGED}
        yield lab


def waits(lab: Rehearsed) -> list[Result]:
    asked = verify(lab.load(), tasks=["host_os"], match="waits_for_a_reboot")
    return [result for result in asked.results if result.outcome is not Outcome.GOOD]


@pytest.mark.lab
@pytest.mark.slow
def test_only_what_waits_is_rebooted_and_waits_no_more(lab: Rehearsed) -> None:
    lab.run("beta", ASKED)
    (waiting,) = waits(lab)
    assert waiting.host == "beta"
    assert "packages ask for it: linux-image-amd64" in waiting.detail

    boots = {name: boot(lab, name) for name in ("alpha", "beta")}
    results = list(reboot(lab.load(), Reboots(is_only_pending=True), Feed()))
    assert [(r.host, r.outcome) for r in results] == [
        ("alpha", Outcome.UNCHANGED),
        ("beta", Outcome.CHANGED),
    ]
    assert boot(lab, "alpha") == boots["alpha"]
    assert boot(lab, "beta") != boots["beta"]
    assert waits(lab) == []


@pytest.mark.lab
@pytest.mark.slow
def test_after_one_that_does_not_come_back_the_others_stay_up(lab: Rehearsed) -> None:
    before = boot(lab, "beta")
    lab.run("alpha", NEVER)
    results = list(reboot(lab.load(), Reboots(seconds=15), Feed()))
    assert [(r.host, r.outcome) for r in results] == [
        ("alpha", Outcome.FAILED),
        ("beta", Outcome.NOT_REACHED),
    ]
    assert "it never went down" in results[0].detail
    assert boot(lab, "beta") == before


@pytest.mark.parametrize(
    ("printed", "reasons"),
    [
        ("", []),
        ("packages ask for it: \n", ["packages ask for it"]),
        ("kernel 6.2 is installed, 6.1 runs\n", ["kernel 6.2 is installed, 6.1 runs"]),
    ],
)
def test_reasons_are_read(printed: str, reasons: list[str]) -> None:
    assert why_pending(lambda _command: printed) == reasons


def boot(lab: Rehearsed, name: str) -> str:
    return lab.run(name, BOOT)
