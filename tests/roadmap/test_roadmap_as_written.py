"""PHASE and TASK say what docs/roadmap.md says: nothing is left out and nothing is made up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from homelab.contract import Estimate, Phase
from homelab.roadmap.registry import FoundTask, phases, tasks

ROADMAP = Path(__file__).parents[2] / "docs" / "roadmap.md"

OURS = {"dns", "services"}
"""Tasks that homelab adds to the roadmap's."""

STANDS_FOR = {
    "Hardware assembled": {"hardware"},
    "BIOS/UEFI configured": {"firmware"},
    "Host OS installed": {"host_os"},
    "Host OS installed and accessible": {"host_os", "remote_access"},
    "Host OS operational": {"host_os"},
    "Host network connectivity established": {"network"},
    "Host network connectivity": {"network"},
    "Secure remote access configured": {"remote_access"},
    "Firewall configured": {"firewall"},
    "Version control": {"version_control"},
    "Container platform operational": {"container_platform"},
    "Container platform": {"container_platform"},
    "Kubernetes cluster operational": {"container_platform"},
    "Reverse proxy deployed": {"reverse_proxy"},
    "Reverse proxy": {"reverse_proxy"},
    "Reverse Proxy with TLS operational": {"reverse_proxy", "tls"},
    "Prometheus/Grafana setup": {"monitoring"},
    "Authentication provider deployed": {"authentication"},
}
"""The roadmap's dependencies that are tasks, by the words it has for them."""

ONLY_ON_KUBERNETES = "Kubernetes cluster operational"
"""A dependency on a task, and on one kind of its providers: the words stay."""


@dataclass(frozen=True)
class Written:
    """A task as the roadmap has it."""

    phase: int
    title: str
    notes: str
    steps: tuple[str, ...]
    dependencies: tuple[str, ...]
    estimate: str
    milestone: str | None


def _section(number: int) -> str:
    text = ROADMAP.read_text()
    return re.split(r"^## Phase \d: |^\*\*Continuous Improvement", text, flags=re.MULTILINE)[number]


def _bullets(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"^ *\* +(.+?)\.?$", text, flags=re.MULTILINE))


def _list(number: int, heading: str) -> tuple[str, ...]:
    found = re.search(
        rf"^\*\*.*{heading}[^\n]*:\*\*\n\n(.*?)\n(\n|$)", _section(number), re.MULTILINE | re.DOTALL
    )
    assert found is not None, heading
    return _bullets(found[1])


def _tasks(number: int) -> list[Written]:
    parts = re.split(r"^\d+\. +\*\*\[T\] (.+):\*\*$", _section(number), flags=re.MULTILINE)[1:]
    return [_task(number, *pair) for pair in zip(parts[::2], parts[1::2], strict=True)]


def _task(number: int, heading: str, body: str) -> Written:
    title, _, notes = heading.partition(" (Opt" if "(Opt" in heading else " (If")
    lines = _bullets(body.partition("\n\n")[0])
    marked = {m[1]: m[2] for line in lines if (m := re.match(r"\[([DE])\]: (.+)", line))}
    milestones = [m[1] for line in lines if (m := re.match(r"\*\*\[M\] (.+)\.\*\*$", line))]
    steps = tuple(line for line in lines if not re.match(r"(\*\*)?\[[DEM]\]", line))
    dependencies = tuple(marked["D"].split(", "))
    return Written(
        number,
        title,
        notes,
        steps,
        dependencies,
        marked["E"],
        milestones[0] if milestones else None,
    )


def _estimate(words: str) -> Estimate:
    if words == "Ongoing":
        return Estimate(0, None)
    hours = [
        float(figure) * (8 if unit == "day" else 1)
        for figures, unit in re.findall(r"([\d-]+) (hour|day)", words)
        for figure in figures.split("-")
    ]
    return Estimate(min(hours), max(hours))


WRITTEN = [task for number in (1, 2, 3) for task in _tasks(number)]
FOUND = [found for name, found in tasks().items() if name not in OURS]
PAIRS = [pytest.param(*pair, id=pair[1].name) for pair in zip(WRITTEN, FOUND, strict=False)]


def test_the_roadmap_has_twenty_two_tasks_and_homelab_adds_two() -> None:
    assert len(WRITTEN) == len(FOUND) == 22
    assert len(tasks()) == len(FOUND) + len(OURS)


@pytest.mark.parametrize(("written", "found"), PAIRS)
def test_a_task_says_what_the_roadmap_says(written: Written, found: FoundTask) -> None:
    task = found.task
    assert (found.phase, task.title) == (written.phase, written.title)
    assert task.steps == written.steps
    assert task.estimate == _estimate(written.estimate)
    assert task.milestone == written.milestone
    assert task.optional == bool(written.notes or written.phase == 3)


@pytest.mark.parametrize(("written", "found"), PAIRS)
def test_a_task_depends_on_what_the_roadmap_names(written: Written, found: FoundTask) -> None:
    named = [STANDS_FOR.get(words, set()) for words in written.dependencies]
    others = [w for w in written.dependencies if w not in STANDS_FOR or w == ONLY_ON_KUBERNETES]
    assert set(found.task.after) == set().union(*named)
    assert list(found.task.requires) == others


@pytest.mark.parametrize("phase", phases(), ids=lambda phase: f"phase{phase.number}")
def test_a_phase_says_what_the_roadmap_says(phase: Phase) -> None:
    heading = re.match(r"(.+) \((.+) Stage\)\n\n\*\*Goal:\*\* (.+)\.\n", _section(phase.number))
    entry = re.search(r"\*\*Entry Criteria:\*\* (.+)\.", _section(phase.number))
    assert heading is not None
    assert entry is not None
    assert (phase.title, phase.stage, phase.goal) == heading.groups()
    assert ", ".join(each.text for each in phase.entry) == entry[1]
    assert phase.checkpoints == _list(phase.number, "Checkpoints")
    assert phase.challenges == _list(phase.number, "Potential Challenges")
    assert tuple(each.text for each in phase.exit) == _list(phase.number, "Exit Criteria")


@pytest.mark.parametrize("phase", phases(), ids=lambda phase: f"phase{phase.number}")
def test_criteria_name_tasks_and_phases_that_there_are(phase: Phase) -> None:
    for criterion in (*phase.entry, *phase.exit):
        assert set(criterion.tasks) <= set(phase.tasks), criterion.text
        assert criterion.phase in {None, phase.number - 1}, criterion.text


@pytest.mark.parametrize("phase", phases(), ids=lambda phase: f"phase{phase.number}")
def test_some_task_of_its_phase_answers_for_every_checkpoint(phase: Phase) -> None:
    answered = {words for name in phase.tasks for words in tasks()[name].task.checkpoints}
    assert answered == set(phase.checkpoints)


def test_a_task_comes_after_those_it_stands_on() -> None:
    order = list(tasks())
    for name, found in tasks().items():
        assert all(order.index(needed) < order.index(name) for needed in found.task.after), name


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_task_of_ours_is_optional_and_says_that_it_is_ours(name: str) -> None:
    module = __import__(tasks()[name].module, fromlist=["TASK"])
    assert tasks()[name].task.optional
    assert "homelab's own" in (module.__doc__ or "")
