"""Makes packages with providers from outside, and runs the kit on them as their authors would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from shutil import copytree, ignore_patterns
from xml.etree import ElementTree as ET

from conformance.mutations import Mutation

from homelab.testing.rule import Rule

__all__ = ["failed_rules", "run_kit", "spoil", "write_package"]

TASK = "service_mesh"
GOOD = Path(__file__).with_name("toy")
CONFTEST = 'pytest_plugins = ["homelab.testing.plugin"]\n'
SUITE = "from homelab.testing import *\n\nPROVIDERS = {providers!r}\n"


def write_package(root: Path, providers: Iterable[str]) -> None:
    """An installed distribution with its tests, of PROVIDERS that are all good."""
    names = list(providers)
    (root / "homelab_toys").mkdir(exist_ok=True)
    (root / "homelab_toys" / "__init__.py").write_text('"""Toys."""\n')
    for name in names:
        _write_provider(root / "homelab_toys", name)
    info = root / "homelab_toys-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: homelab-toys\nVersion: 1.0\n")
    points = "".join(f"{TASK}/{name} = homelab_toys.{name}\n" for name in names)
    (info / "entry_points.txt").write_text(f"[homelab.providers]\n{points}")
    (root / "tests").mkdir()
    (root / "tests" / "conftest.py").write_text(CONFTEST)
    suite = SUITE.format(providers=[f"{TASK}/{name}" for name in names])
    (root / "tests" / "test_conformance.py").write_text(suite)


def spoil(root: Path, mutations: Iterable[Mutation]) -> None:
    """Spoil the providers that MUTATIONS name, each in its way."""
    for mutation in mutations:
        path = root / "homelab_toys" / mutation.name / mutation.file
        if mutation.new is None:
            path.unlink()
            continue
        text = path.read_text() if mutation.old else ""
        assert mutation.old in text, f"{mutation.name}: {mutation.old!r} isn't in {path}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace(mutation.old, mutation.new) if text else mutation.new)


def run_kit(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pytest in the package at ROOT, results in junit.xml there."""
    command = [sys.executable, "-m", "pytest", "--junit-xml=junit.xml", "-q", *arguments]
    author = {name: value for name, value in os.environ.items() if name != "CI"}
    environment = {**author, "PYTHONPATH": str(root)}
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def failed_rules(root: Path, rules: Iterable[Rule]) -> Mapping[str, set[str]]:
    """The rules that failed in the last run, by provider's name."""
    names = {rule.__name__ for rule in rules}
    failed: dict[str, set[str]] = defaultdict(set)
    for case in ET.parse(root / "junit.xml").iter("testcase"):  # noqa: S314 - pytest wrote it
        test, _, about = case.attrib["name"].partition("[")
        provider, _, rule = about.removesuffix("]").removeprefix(f"{TASK}/").partition("-")
        if case.find("failure") is not None or case.find("error") is not None:
            failed[provider].add(rule if rule in names else test)
    return failed


def _write_provider(package: Path, name: str) -> None:
    """The good provider under another NAME."""
    folder = package / name
    copytree(GOOD, folder, ignore=ignore_patterns("__pycache__"))
    for path in sorted(folder.rglob("*toy*")):
        path.rename(path.with_name(path.name.replace("toy", name)))
    for path in folder.rglob("*"):
        if path.is_file():
            text = path.read_text().replace("toy", name).replace("Toy", name.capitalize())
            path.write_text(text)
