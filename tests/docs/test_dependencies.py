"""docs/dependencies.md says why for exactly the dependencies that pyproject.toml has."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


def test_every_dependency_has_a_reason_and_no_other_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {Requirement(line).name for lines in lists for line in lines} - {project["name"]}
    page = (ROOT / "docs" / "dependencies.md").read_text()
    rows = re.findall(r"^\| `([\w.-]+)` \| (.+) \|$", page, flags=re.MULTILINE)
    assert {name for name, _reason in rows} == names
    assert all(len(reason.split()) > 3 for _name, reason in rows)
