"""The user's own checks, run on this machine and on one that doesn't answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from support.pytest_outcomes import outcomes_by_pytest, run_pytest

from homelab.model.lab import Lab
from homelab.offers import Offer, Offered
from homelab.result import ExitCode, Outcome, Result, exit_code
from homelab.verify import VerifyFeed, verify
from homelab.verify.run import CannotRun

MakeLab = Callable[[str], Lab]
Of = TypeVar("Of", bound=Offer)

CHECKS = '''
import pytest


def test_root_has_a_home(host):
    """Root has a home. It says more here."""
    assert host.file("/root").is_directory


def test_two_is_three():
    assert 1 + 1 == 3


def test_with_own_words(node, host):
    assert not host.name if hasattr(host, "name") else node.name == "x", "expected: a\\nactual: b"


def test_that_breaks(host):
    {}["missing"]


def test_that_does_not_apply(host):
    pytest.skip("no")


@pytest.mark.parametrize("path", ["/etc", "/nonesuch"])
def test_of_several(host, path):
    assert host.file(path).exists


def test_controller_and_outside(controller, outside):
    assert controller.run("echo %s", "a b").stdout == "a b\\n"
    assert outside.run("id -u").stdout == "0\\n"
'''


def by_name(results: tuple[Result, ...], host: str) -> dict[str, Result]:
    return {result.name: result for result in results if result.host == host}


def test_results_say_what_was_expected_and_what_is(local_lab: MakeLab) -> None:
    results = verify(local_lab(CHECKS)).results
    here = by_name(results, "@local")

    assert here["Root has a home. It says more here"].outcome is Outcome.GOOD
    assert by_name(results, "lab")["two is three"].detail == "expected: 3\nactual:   2"
    assert here["with own words"].detail == "expected: a\nactual: b"
    broken = here["that breaks"]
    assert (broken.outcome, broken.task, broken.provider) == (Outcome.BAD, "checks", "mine")
    assert broken.detail.startswith("the check itself broke (test_mine.py:")
    assert "KeyError: 'missing'" in broken.detail
    assert here["of several (/etc)"].outcome is Outcome.GOOD
    assert here["of several (/nonesuch)"].detail == "actual:   /nonesuch.exists is False"
    assert here["controller and outside"].outcome is Outcome.GOOD
    assert "that does not apply" not in here
    assert exit_code(results) is ExitCode.FAILED


def test_a_node_that_does_not_answer_is_unknown_and_not_bad(local_lab: MakeLab) -> None:
    results = verify(local_lab(CHECKS), hosts=["nowhere"], match="home or several").results

    assert [r.outcome for r in results] == [Outcome.UNKNOWN] * 3
    assert all("127.0.0.2:1: Connection refused" in r.detail for r in results)
    assert exit_code(results) is ExitCode.FAILED
    assert exit_code(results, allow_unknown=True) is ExitCode.OK


def test_a_host_that_failed_is_not_tried_again(local_lab: MakeLab) -> None:
    lab = local_lab(CHECKS)
    tried: list[str] = []

    class Counting(Lab):
        def offers(self, kind: type[Of], host: str | None = None) -> tuple[Offered[Of], ...]:
            tried.append(kind.__name__)
            return super().offers(kind, host)

    counting = Counting(lab.root, lab.inventory, lab.hosts, lab.offered)
    verify(counting, hosts=["nowhere"], match="home or several or breaks")
    assert tried == ["Access", "FirstContact"]


def test_verify_and_pytest_agree(local_lab: MakeLab) -> None:
    lab = local_lab(CHECKS)
    results = verify(lab).results

    by_verify = {
        (r.host, "test_" + r.name.partition(" (")[0].replace(" ", "_"), str(r.outcome))
        for r in results
        if "home" not in r.name and "several" not in r.name
    }
    by_pytest = outcomes_by_pytest(lab.root, "-k", "not home and not several")
    assert by_verify == by_pytest
    assert {outcome for _, _, outcome in by_pytest} == {"good", "bad", "unknown"}


def test_pytest_allows_unreachable_nodes_when_told(local_lab: MakeLab) -> None:
    lab = local_lab(CHECKS)
    chosen = ("-k", "home", "--allow-unreachable")
    assert outcomes_by_pytest(lab.root, *chosen) == {("@local", "test_root_has_a_home", "good")}


def test_a_file_that_cannot_be_read_is_bad_and_the_others_run(local_lab: MakeLab) -> None:
    lab = local_lab("import nonesuch\n")
    (lab.root / "checks" / "test_other.py").write_text("def test_fine(host):\n    assert host\n")
    results = verify(lab, hosts=["@local"]).results

    assert by_name(results, "lab")["checks/test_mine.py can be read"].outcome is Outcome.BAD
    assert by_name(results, "@local")["fine"].outcome is Outcome.GOOD


def test_what_ctrl_c_left_out_is_named(local_lab: MakeLab) -> None:
    checks = (
        "def test_one(host):\n    assert host\n"
        "def test_two(host):\n    raise KeyboardInterrupt\n"
        "def test_three(host):\n    assert host\n"
    )
    verified = verify(local_lab(checks), hosts=["@local"])

    assert verified.is_interrupted
    outcomes = {result.name: result.outcome for result in verified.results}
    left_out = Outcome.NOT_REACHED
    assert outcomes == {"one": Outcome.GOOD, "two": left_out, "three": left_out}


def test_a_feed_is_told_of_every_checkpoint(local_lab: MakeLab) -> None:
    told: list[object] = []

    class Told(VerifyFeed):
        def began(self, total: int) -> None:
            told.append(total)

        def ended(self, result: Result) -> None:
            told.append(result)

    verified = verify(local_lab(CHECKS), hosts=["@local"], match="home or two", feed=Told())
    assert told == [2, *verified.results]


def test_nothing_is_written_into_the_labs_folder(local_lab: MakeLab) -> None:
    lab = local_lab(CHECKS)
    verify(lab, match="home")
    found = {path.name for path in lab.root.rglob("*") if path.suffix != ".pyc"}
    assert found - {"__pycache__"} == {"inventory.py", "checks", "conftest.py", "test_mine.py"}


def test_checks_outside_of_tasks_wait_while_a_task_is_asked(local_lab: MakeLab) -> None:
    assert verify(local_lab(CHECKS), tasks=["remote_access"]).results == ()


@pytest.mark.parametrize(
    ("option", "typed", "meant"),
    [("--limit", "nowhre", "nowhere"), ("--task", "remote_acess", "remote_access")],
)
def test_pytest_names_the_nearest_right_name(
    local_lab: MakeLab, option: str, typed: str, meant: str
) -> None:
    done = run_pytest(local_lab(CHECKS).root, option, typed)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"did you mean {meant}?" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_expression_is_an_error_of_usage(local_lab: MakeLab) -> None:
    with pytest.raises(CannotRun, match="Wrong expression passed to '-k': root and and") as raised:
        verify(local_lab(CHECKS), match="root and and")
    assert raised.value.exit_code is ExitCode.USAGE
