"""The documentation builds without a warning: no broken link, no page left out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built with warnings as errors."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return folder


def test_the_site_has_the_generated_pages(site: Path) -> None:
    assert (site / "roadmap" / "phase1" / "remote_access" / "openssh" / "index.html").is_file()


def test_the_roadmaps_estimates_are_not_taken_for_links(site: Path) -> None:
    page = (site / "roadmap" / "index.html").read_text()
    assert "[E]: 2-8 hours" in page
    assert "[E]: Ongoing" in page


def test_readers_fetch_nothing_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        for loaded in ('src="http', 'rel="stylesheet" href="http', 'rel="preconnect"'):
            assert loaded not in page.read_text(), page


def test_a_page_is_called_what_it_is_about(site: Path) -> None:
    page = (site / "roadmap" / "phase1" / "remote_access" / "openssh" / "index.html").read_text()
    assert "<title>OpenSSH - homelab</title>" in page
    for path in site.rglob("*.html"):
        assert "<title>Index - homelab</title>" not in path.read_text(), path
