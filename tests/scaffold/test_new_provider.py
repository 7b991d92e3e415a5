"""`homelab roadmap new` writes a folder that lacks nothing but the words of its author."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conformance.outside import run_kit

from homelab.cli import main
from homelab.roadmap import registry
from homelab.scaffold import BLANK

PACKAGE = "homelab_new"


def new(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["roadmap", "new", *arguments], catch_exceptions=False)


@pytest.fixture(
    params=["reverse_proxy/first", "automation/second", "monitoring/third", "pipeline/fourth"]
)
def begun(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Path, str]:
    """A package from outside with one new provider, and the provider's name in the roadmap."""
    provider: str = request.param
    folder, name = tmp_path / PACKAGE, provider.partition("/")[2]
    how = ["--host"] if name == "second" else []
    done = new(provider, "--into", str(folder), "--module", f"{PACKAGE}.{name}", *how)
    assert done.exit_code == 0, done.output
    (folder / "__init__.py").write_text('"""New ones."""\n')
    info = tmp_path / f"{PACKAGE}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: 1.0\n")
    points = f"[homelab.providers]\n{provider} = {PACKAGE}.{name}\n"
    (info / "entry_points.txt").write_text(points)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "conftest.py").write_text('pytest_plugins = ["homelab.testing.plugin"]\n')
    suite = f"from homelab.testing import *\n\nPROVIDERS = [{provider!r}]\n"
    (tmp_path / "tests" / "test_conformance.py").write_text(suite)
    return tmp_path, provider


def test_only_its_words_are_missing(begun: tuple[Path, str]) -> None:
    root, provider = begun
    done = run_kit(root, "-k", "test_shape")
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    (only,) = failed
    assert f"[{provider}-words_are_filled_in]" in only, done.stdout

    for path in (root / PACKAGE).rglob("*.*"):
        path.write_text(path.read_text().replace(BLANK, "Filled"))
    again = run_kit(root, "-k", "test_shape")
    assert again.returncode == 0, again.stdout


@pytest.mark.parametrize(
    ("provider", "words"),
    [
        ("reverse_proxi/nginx", "did you mean reverse_proxy?"),
        ("reverse_proxy/Nginx", "'Nginx' can't name a provider"),
        ("reverse_proxy/caddy", "is there already"),
        ("services/jellyfin", "write them in group_data"),
        ("nginx", "like reverse_proxy/nginx"),
    ],
)
def test_what_can_not_be_begun_is_refused(provider: str, words: str) -> None:
    before = sorted(registry.task("reverse_proxy").folder.rglob("*.py"))
    done = new(provider)
    assert done.exit_code == 64
    assert words in done.output
    assert sorted(registry.task("reverse_proxy").folder.rglob("*.py")) == before
