"""deploys/phaseN.py, pyinfra's door, reads like the phase: one line a task, in order."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from homelab.contract import Phase
from homelab.roadmap.registry import phases

DEPLOYS = Path(__file__).parents[2] / "deploys"


@pytest.mark.parametrize("phase", phases(), ids=lambda phase: f"phase{phase.number}")
def test_a_deploy_has_one_line_a_task_in_the_roadmaps_order(phase: Phase) -> None:
    tree = ast.parse((DEPLOYS / f"phase{phase.number}.py").read_text())
    docstring, imports, *lines = (ast.unparse(statement) for statement in tree.body)
    assert f"Phase {phase.number}, {phase.title}: " in docstring
    assert imports == "from homelab.door import deploy"
    assert lines == [f"deploy('{name}')" for name in phase.tasks]


def test_every_deploy_is_a_phases() -> None:
    assert sorted(path.name for path in DEPLOYS.glob("*.py")) == [
        f"phase{phase.number}.py" for phase in phases()
    ]
