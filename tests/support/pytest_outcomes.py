"""What pytest itself wrote of a run, for comparison."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

__all__ = ["outcomes_by_pytest", "run_pytest"]


def outcomes_by_pytest(root: Path, *options: str) -> set[tuple[str, str, str]]:
    """(host, test function, outcome) of `pytest checks/` in ROOT."""
    path = root / "junit.xml"
    run_pytest(root, f"--junitxml={path}", *options)
    cases = ET.parse(path).iter("testcase")  # noqa: S314 - pytest wrote it
    return {(*_named(case), _outcome(case)) for case in cases if case.find("skipped") is None}


def run_pytest(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """`pytest checks/` in ROOT, as a person runs it."""
    command = [sys.executable, "-m", "pytest", "checks", *options]
    return subprocess.run(
        command, cwd=root, check=False, capture_output=True, text=True, timeout=300
    )


def _named(case: ET.Element) -> tuple[str, str]:
    function, _, host = case.attrib["name"].partition("[")
    return host.removesuffix("]") or "lab", function


def _outcome(case: ET.Element) -> str:
    bad = [*case.iter("failure"), *case.iter("error")]
    if not bad:
        return "good"
    return "unknown" if "unknown: " in "".join(str(mark.text) for mark in bad) else "bad"
