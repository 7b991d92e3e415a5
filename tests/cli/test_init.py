import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from homelab.model import load

Homelab = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop"
FLAGS = (
    "--host",
    "nas=192.168.1.10",
    "--host",
    "pi=pi.example.org",
    "--admin",
    "ada",
    "--key",
    KEY,
)


@pytest.fixture
def made(homelab: Homelab, lab: Path) -> Path:
    """A new lab, made by options alone."""
    done = homelab("init", "new", *FLAGS, "--port", "2222", "--yes")
    assert done.stderr == ""
    return lab / "new"


def test_the_new_lab_is_valid(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made)
    lab = load(Path("inventory.py"))
    assert lab.addresses() == {"nas": "192.168.1.10", "pi": "pi.example.org"}
    settings = lab.node("nas", "remote_access", "openssh").settings
    assert settings.port == 2222
    assert settings.admin.name == "ada"
    assert settings.admin.keys == [KEY]


def test_every_secret_it_refers_to_has_a_value(
    made: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made)
    monkeypatch.setenv("HOMELAB_IDENTITY", str(home / ".config/homelab/identity.agekey"))
    lab = load(Path("inventory.py"))
    assert lab.reveal("secret:admin/password")


def test_deploys_and_checks_are_the_examples_own(made: Path) -> None:
    for folder in ("deploys", "checks"):
        expected = {file.name: file.read_text() for file in (ROOT / folder).glob("*.py")}
        assert {file.name: file.read_text() for file in (made / folder).iterdir()} == expected


def test_a_built_package_carries_them(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(argv, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = ZipFile(wheel).namelist()
    assert "homelab/init/example/deploys/phase1.py" in names
    assert "homelab/init/example/checks/conftest.py" in names
    assert "homelab/init/templates/group_data/all.py.j2" in names


def test_it_ends_with_what_to_run_next(homelab: Homelab) -> None:
    lines = homelab("init", "new", *FLAGS, "--yes").stdout.splitlines()
    assert [line.split("#")[0].split() for line in lines[-4:]] == [
        ["cd", "new"],
        ["homelab", "check"],
        ["homelab", "rehearse"],
        ["homelab", "apply", "--phase", "1"],
    ]


def test_questions_lead_to_the_same_lab(homelab: Homelab, made: Path, lab: Path) -> None:
    answers = f"{KEY}\nnas=192.168.1.10, pi=pi.example.org\nada\n2222\n13\nroot\n"
    assert homelab("init", "asked", stdin=answers).returncode == 0
    for path in ("inventory.py", "group_data/all.py"):
        assert (lab / "asked" / path).read_text() == (made / path).read_text()


def test_a_first_password_goes_into_the_store_and_nowhere_else(homelab: Homelab, lab: Path) -> None:
    words = ("--first-user", "debian", "--first-password", "--yes")
    assert homelab("init", "new", *FLAGS, *words, stdin="tide pool\n").returncode == 0
    new = lab / "new"
    assert homelab("secrets", "-i", "new", "list").returncode == 64  # -i belongs to the command
    shown = homelab("secrets", "show", "-i", "new", "first_contact/password")
    assert shown.stdout == "tide pool\n"
    files = [path for path in new.rglob("*") if path.is_file()]
    assert not [path for path in files if b"tide" in path.read_bytes()]
    assert "secret:first_contact/password" in (new / "group_data" / "all.py").read_text()


def test_nothing_is_overwritten(homelab: Homelab, lab: Path) -> None:
    before = (lab / "inventory.py").read_bytes()
    done = homelab("init", ".", *FLAGS, "--yes")
    assert done.returncode == 64
    assert "nothing was written, as there already is inventory.py;" in done.stderr
    assert (lab / "inventory.py").read_bytes() == before
    assert [path.name for path in lab.iterdir()] == ["inventory.py"]


def test_an_identity_that_exists_is_used(homelab: Homelab, made: Path, home: Path) -> None:
    identity = home / ".config" / "homelab" / "identity.agekey"
    before = identity.read_bytes()
    homelab("init", "second", *FLAGS, "--yes")
    assert identity.read_bytes() == before


def test_the_users_own_key_is_the_default(homelab: Homelab, home: Path, lab: Path) -> None:
    (home / ".ssh").mkdir()
    (home / ".ssh" / "id_ed25519.pub").write_text(f"{KEY}\n")
    (home / ".ssh" / "id_ed25519").write_text("private")
    assert homelab("init", "new", "--host", "nas=10.0.0.5", "--yes").returncode == 0
    text = (lab / "new" / "group_data" / "all.py").read_text()
    assert KEY in text
    assert '"identity": "~/.ssh/id_ed25519"' in text


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--host", "nas"), "NAME=ADDRESS"),
        (("--host", "Nas=10.0.0.5"), "'Nas' is not a host name"),
        (("--host", "nas=10.0.0.5", "--host", "pi=10.0.0.5"), "10.0.0.5: the address of two hosts"),
        (("--host", "nas=10.0.0.5", "--admin", "Ada"), "'Ada' is not a user name"),
        (("--host", "nas=10.0.0.5", "--port", "0"), "below 1"),
        (("--host", "nas=10.0.0.5", "--key", "missing"), "ssh-keygen"),
        (("--host", "nas=10.0.0.5", "--key", "ssh-ed25519 AAAA"), "damaged or cut off"),
        (("--host", "nas=10.0.0.5", "--admin", 'x"; import os'), "not a user name"),
    ],
)
def test_a_wrong_answer_writes_nothing(
    homelab: Homelab, lab: Path, words: tuple[str, ...], problem: str
) -> None:
    defaults = () if "--key" in words else ("--key", KEY)
    done = homelab("init", "new", "--yes", *defaults, *words)
    assert done.returncode == 64
    assert problem in done.stderr
    assert not (lab / "new").exists()


def test_a_comment_in_a_key_stays_a_comment(homelab: Homelab, lab: Path) -> None:
    key = KEY.replace("ada@laptop", 'a"], "x": [__import__("os")] #\\')
    assert homelab("init", "new", "--host", "nas=10.0.0.5", "--key", key, "--yes").returncode == 0
    text = (lab / "new" / "group_data" / "all.py").read_text()
    assert json.dumps(key) in text
