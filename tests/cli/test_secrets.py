import json
import os
import pty
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

Homelab = Callable[..., subprocess.CompletedProcess[str]]


def test_set_reads_stdin_and_show_prints_the_value_alone(homelab: Homelab) -> None:
    done = homelab("secrets", "set", "backup/password", stdin="tide pool\n")
    assert done.returncode == 0
    assert "tide" not in done.stdout + done.stderr
    assert homelab("secrets", "show", "backup/password").stdout == "tide pool\n"


def test_set_keeps_the_lines_of_a_key(homelab: Homelab) -> None:
    homelab("secrets", "set", "key", stdin="one\ntwo\n")
    assert homelab("secrets", "show", "key").stdout == "one\ntwo\n"


def test_set_takes_no_value_from_the_command_line(homelab: Homelab) -> None:
    assert homelab("secrets", "set", "a", "tide").returncode == 64


def test_set_asks_twice_on_a_terminal_and_shows_nothing(lab: Path, home: Path) -> None:
    mine, theirs = pty.openpty()
    process = subprocess.Popen(
        [Path(sys.executable).with_name("homelab"), "secrets", "set", "a"],
        cwd=lab, env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": ""},
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    seen = read_until(mine, "Value of a: ")
    os.write(mine, b"tide pool\n")
    seen += read_until(mine, "Repeat for confirmation: ")
    os.write(mine, b"tide pool\n")
    seen += read_until(mine, "stored")
    assert process.wait(10) == 0
    os.close(mine)
    assert "tide" not in seen


def read_until(terminal: int, words: str) -> str:
    seen = ""
    while words not in seen:
        seen += os.read(terminal, 1000).decode()
    return seen


def test_generated_values_differ_and_are_typable(homelab: Homelab) -> None:
    for name in ("a", "b"):
        assert homelab("secrets", "set", name, "--generate").returncode == 0
    values = [homelab("secrets", "show", name).stdout.strip() for name in ("a", "b")]
    assert values[0] != values[1]
    assert all(len(value) == 29 and value.replace("-", "").isalnum() for value in values)


def test_list_prints_names_only(homelab: Homelab) -> None:
    homelab("secrets", "set", "b", stdin="tide")
    homelab("secrets", "set", "a", stdin="pool")
    assert homelab("secrets", "list").stdout == "a\nb\n"
    assert json.loads(homelab("secrets", "list", "--json").stdout) == ["a", "b"]


def test_rotate_makes_new_values_and_says_that_nodes_have_the_old(homelab: Homelab) -> None:
    homelab("secrets", "set", "a", stdin="tide")
    homelab("secrets", "set", "b", stdin="pool")
    done = homelab("secrets", "rotate", "a")
    assert "homelab apply" in done.stdout
    new = homelab("secrets", "show", "a").stdout
    assert new != "tide\n"
    assert new.strip() not in done.stdout
    assert homelab("secrets", "show", "b").stdout == "pool\n"


def test_rotate_with_an_unknown_name_changes_nothing(homelab: Homelab, lab: Path) -> None:
    homelab("secrets", "set", "a", stdin="tide")
    before = (lab / "secrets.age").read_bytes()
    assert homelab("secrets", "rotate", "a", "bb").returncode == 1
    assert (lab / "secrets.age").read_bytes() == before


def test_rotate_without_names_encrypts_to_a_new_key(homelab: Homelab, home: Path) -> None:
    homelab("secrets", "set", "a", stdin="tide")
    identity = home / ".config" / "homelab" / "identity.agekey"
    old = identity.read_text()
    assert homelab("secrets", "rotate").returncode == 0
    assert homelab("secrets", "show", "a").stdout == "tide\n"
    identity.write_text(old)
    assert homelab("secrets", "show", "a").returncode == 1


def test_set_over_a_known_name_says_that_nodes_have_the_old(homelab: Homelab) -> None:
    assert "homelab apply" not in homelab("secrets", "set", "a", stdin="tide").stdout
    assert "homelab apply" in homelab("secrets", "set", "a", stdin="pool").stdout


def test_the_files_are_the_owners_alone(homelab: Homelab, lab: Path, home: Path) -> None:
    homelab("secrets", "set", "a", stdin="tide")
    identity = home / ".config" / "homelab" / "identity.agekey"
    for path in (identity, lab / "secrets.age"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_authority_of_ones_own_is_made_and_its_keys_are_shown_nowhere(
    homelab: Homelab, lab: Path
) -> None:
    done = homelab("secrets", "authority")
    assert done.returncode == 0, done.stderr
    assert "PRIVATE KEY" not in done.stdout + done.stderr + (lab / "root.pem").read_text()
    names = homelab("secrets", "list").stdout.split()
    assert names == ["tls/intermediate", "tls/intermediate_key", "tls/root", "tls/root_key"]


def test_the_wish_that_it_prints_is_a_valid_one(homelab: Homelab, lab: Path) -> None:
    said = homelab("secrets", "authority").stdout
    (lab / "group_data").mkdir()
    wish = said[said.index("  from pathlib") :].replace('"gateway"', '"nas"')
    (lab / "group_data" / "all.py").write_text(textwrap.dedent(wish))
    assert "stands on" in (checked := homelab("check")).stdout + checked.stderr
    assert "tls." not in checked.stdout + checked.stderr


def test_made_again_it_has_the_same_root(homelab: Homelab, lab: Path) -> None:
    homelab("secrets", "authority")
    before = (lab / "root.pem").read_text()
    (lab / "root.pem").unlink()
    again = homelab("secrets", "authority")
    assert (lab / "root.pem").read_text() == before
    assert "homelab apply" in again.stdout


def test_a_root_without_its_key_is_never_overwritten(homelab: Homelab, lab: Path) -> None:
    (lab / "root.pem").write_text("of another\n")
    refused = homelab("secrets", "authority")
    assert refused.returncode == 1
    assert "move root.pem away" in refused.stderr
    assert (lab / "root.pem").read_text() == "of another\n"
