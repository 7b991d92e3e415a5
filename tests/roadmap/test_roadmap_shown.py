"""`homelab roadmap` shows the whole road and what is built of it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from homelab.cli import main
from homelab.contract import Estimate, days, hours
from homelab.report.roadmap import estimate_in_words
from homelab.roadmap.registry import phases, provider_names, tasks


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["roadmap", *arguments], catch_exceptions=False)


def test_the_road_has_a_line_a_task_with_its_providers() -> None:
    lines = _run().output.splitlines()
    for name, found in tasks().items():
        [line] = [line for line in lines if line[2:].startswith(f"{name} ")]
        assert found.task.title in line
        assert line.endswith(", ".join(provider_names(name)) or "not built yet")


def test_a_mark_tells_what_is_built() -> None:
    lines = _run().output.splitlines()
    assert any(line.startswith("● remote_access ") for line in lines)
    built = sum(bool(provider_names(name)) for name in tasks())
    assert sum(line.startswith("●") for line in lines) == built
    assert lines[-1].startswith(f"{built} of {len(tasks())} tasks")


def test_where_no_terminal_is_the_output_is_plain() -> None:
    output = _run().output
    assert "\x1b" not in output
    assert all(line == line.rstrip() for line in output.splitlines())


def test_a_phase_is_shown_whole() -> None:
    output = _run("--phase", "2").output
    for phase in phases():
        wanted = [*(criterion.text for criterion in phase.exit), *phase.challenges]
        shown = [words.replace("`", "") in output for words in wanted]
        assert all(shown) if phase.number == 2 else not any(shown)
    for name in phases()[1].tasks:
        assert (tasks()[name].task.milestone or name) in output


def test_json_has_every_task_with_its_providers() -> None:
    road = json.loads(_run("--json").output)
    shown = {task["name"]: task["providers"] for phase in road["phases"] for task in phase["tasks"]}
    assert shown == {name: list(provider_names(name)) for name in tasks()}


def test_json_of_one_phase_has_that_phase_alone() -> None:
    assert [
        phase["number"] for phase in json.loads(_run("--json", "--phase", "3").output)["phases"]
    ] == [3]


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (hours(1), "1 h"),
        (hours(3, 8), "3-8 h"),
        (hours(4, 10), "4-10 h"),
        (days(1, 5), "1-5 days"),
        (Estimate(2, 24), "2 h-3 days"),
        (Estimate(0, None), "ongoing"),
    ],
)
def test_an_estimate_reads_as_people_write_it(estimate: Estimate, words: str) -> None:
    assert estimate_in_words(estimate) == words
