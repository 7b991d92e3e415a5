import stat
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from homelab.cli import main
from homelab.cli.group import CommandFolder


@pytest.fixture(autouse=True)
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class Broken(CommandFolder):
    """homelab with one more command, which has a bug."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        del ctx

        def fail() -> None:
            raise ZeroDivisionError("division by zero\nin the engine room")

        return click.Command(cmd_name, callback=fail)


def run(*words: str) -> Result:
    broken = Broken("homelab", params=main.params, callback=main.callback)
    return CliRunner().invoke(broken, words, prog_name="homelab")


def test_a_bug_shows_one_line_and_no_traceback() -> None:
    done = run("crash")
    assert done.exit_code == 1
    assert done.stderr == (
        "homelab failed unexpectedly (ZeroDivisionError: division by zero). "
        "This is a fault of homelab: please report it with .homelab/crash.log.\n"
    )


def test_its_traceback_is_kept_for_the_owner_alone(tmp_path: Path) -> None:
    run("crash")
    log = tmp_path / ".homelab" / "crash.log"
    assert "in fail\n" in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_second_crash_is_added_to_the_first(tmp_path: Path) -> None:
    run("crash")
    run("crash")
    assert (tmp_path / ".homelab" / "crash.log").read_text().count("Traceback") == 2


def test_a_log_that_cannot_be_written_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / ".homelab").write_text("a file where a folder should be")
    done = run("crash")
    assert "ZeroDivisionError" in done.stderr
    assert "--debug" in done.stderr


@pytest.mark.parametrize("words", [("--debug", "crash"), ("crash",)])
def test_debug_shows_the_traceback(words: tuple[str], monkeypatch: pytest.MonkeyPatch) -> None:
    if words == ("crash",):
        monkeypatch.setenv("HOMELAB_DEBUG", "1")
    assert isinstance(run(*words).exception, ZeroDivisionError)
