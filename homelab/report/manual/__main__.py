"""`python -m homelab.report.manual FOLDER` makes FOLDER hold the manual's pages and no others."""

from __future__ import annotations

import sys
from pathlib import Path

from homelab.report.manual import manual

__all__ = ["write"]


def write(folder: Path) -> None:
    """Write every page that differs, and remove pages of what is no more."""
    pages = {folder / path: text for path, text in manual().items()}
    for path in set(folder.rglob("*.md")) - pages.keys():
        path.unlink()
    for path, text in pages.items():
        if not path.is_file() or path.read_text() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
