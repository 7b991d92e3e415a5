"""docs/roadmap/ is what the code says."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field

from homelab.contract import Settings
from homelab.fields import HostName, Port, PublicKey, SecretRef, V4Address
from homelab.report.manual import manual
from homelab.report.manual.__main__ import write
from homelab.report.manual.example import as_group_data
from homelab.report.manual.settings import settings_rows, type_in_words
from homelab.roadmap.registry import phases, provider_names, tasks

PAGES = Path(__file__).parents[2] / "docs" / "roadmap"
STALE = "docs/roadmap/ is not what the code says; run scripts/docs"


def test_every_page_is_current() -> None:
    for path, text in manual().items():
        assert (PAGES / path).is_file(), f"{path}: {STALE}"
        assert (PAGES / path).read_text() == text, f"{path}: {STALE}"


def test_no_page_is_left_of_what_is_no_more() -> None:
    assert {str(path.relative_to(PAGES)) for path in PAGES.rglob("*.md")} == set(manual()), STALE


def test_every_phase_task_and_provider_has_a_page() -> None:
    pages = set(manual())
    assert {f"phase{phase.number}/index.md" for phase in phases()} <= pages
    for name, found in tasks().items():
        folder = f"phase{found.phase}/{name}"
        assert {f"{folder}/{page}.md" for page in ("index", *provider_names(name))} <= pages


@pytest.mark.parametrize("path", [path for path in manual() if path.count("/") == 2])
def test_a_page_begins_with_a_name_and_a_sentence(path: str) -> None:
    heading, _, sentence, *_ = manual()[path].splitlines()
    assert heading.startswith("# ")
    assert len(heading) > 3
    assert sentence.endswith(".")


def test_writing_the_manual_removes_what_is_no_more(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("a provider that was")
    write(tmp_path)
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.md")} == set(manual())


class Lamp(Settings):
    """One lamp."""

    watts: int = Field(default=5, ge=1, le=60, description="Power.")


class House(Settings):
    """A house."""

    name: HostName = Field(description="Its name.")
    door: Port | None = Field(None, description="Its door.")
    lamp: Lamp = Field(default_factory=Lamp, description="The lamp at the door.")
    lamps: list[Lamp] = Field(default_factory=list, description="More lamps.")


def test_nested_settings_are_named_as_they_are_written() -> None:
    assert list(settings_rows(House)) == [
        ("`name`", "host name", "**required**", "Its name."),
        ("`door`", "port", "none", "Its door."),
        ("`lamp`", "dict", "", "The lamp at the door."),
        ("`lamp.watts`", "whole number, 1 to 60", "`5`", "Power."),
        ("`lamps`", "list: dict", "none", "More lamps."),
        ("`lamps[].watts`", "whole number, 1 to 60", "`5`", "Power."),
    ]


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (list[PublicKey], "list: public key"),
        (SecretRef | None, "secret's reference"),
        (V4Address, "IPv4 address"),
        (Literal["tcp", "udp"], '`"tcp"` or `"udp"`'),
        (Annotated[str, "anything"], "text"),
        (dict[str, int], "dict: text to whole number"),
    ],
)
def test_a_type_is_named_in_words(hint: object, words: str) -> None:
    assert type_in_words(hint) == words


def test_an_example_is_python_that_means_the_same(tmp_path: Path) -> None:
    example = tmp_path / "full.yaml"
    example.write_text(
        'provider: openssh\nport: 2222\nallow: [{port: 80, open: true}]\nnote: "\'\\" ü"\n'
    )
    name, _, literal = as_group_data("remote_access", example).partition(" = ")
    assert name == "remote_access"
    assert ast.literal_eval(literal) == {
        "provider": "openssh",
        "port": 2222,
        "allow": [{"port": 80, "open": True}],
        "note": "'\" ü",
    }
