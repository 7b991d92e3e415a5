from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from homelab.secrets import SecretError, Secrets, SecretStore, references, resolve


def test_a_secret_comes_from_the_labs_store(store: SecretStore) -> None:
    store.set({"backup/password": "tide pool"})
    assert resolve("secret:backup/password", store.root) == "tide pool"


def test_env_is_the_environments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", "tide pool")
    assert resolve("env:TOKEN", tmp_path) == "tide pool"


@pytest.mark.parametrize("value", ["", None])
def test_env_that_is_not_set_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    monkeypatch.delenv("TOKEN", raising=False)
    if value is not None:
        monkeypatch.setenv("TOKEN", value)
    with pytest.raises(SecretError, match="env:TOKEN: not set or empty; set it"):
        resolve("env:TOKEN", tmp_path)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("printf 'tide pool\\nurl: example.org\\n'", "tide pool"),
        ("printf 'tide\\r\\n'", "tide"),
        ("echo $HOME '|' tr", "$HOME | tr"),  # no shell reads it
    ],
)
def test_command_is_the_first_line_of_its_output(tmp_path: Path, line: str, value: str) -> None:
    assert resolve(f"command:{line}", tmp_path) == value


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("sh -c 'echo tide; echo pool >&2; exit 3'", "it ended with 3"),
        ("no-such-program", "No such file or directory"),
        ("echo 'open", "its quotes don't match"),
        ("''", "No such file|Permission denied"),
        ("true", "its first line is empty"),
    ],
)
def test_a_command_that_fails_says_so_without_its_output(
    tmp_path: Path, line: str, problem: str
) -> None:
    with pytest.raises(SecretError, match=problem) as caught:
        resolve(f"command:{line}", tmp_path)
    assert "pool\n" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_command_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "TIMEOUT", 0.2)
    with pytest.raises(SecretError, match=r"no answer in 0\.2 s"):
        resolve("command:sleep 20", tmp_path)


@pytest.mark.parametrize("reference", ["tide pool", "sekret:a", ""])
def test_what_is_no_reference_is_refused_and_not_repeated(tmp_path: Path, reference: str) -> None:
    with pytest.raises(SecretError, match="no reference") as caught:
        resolve(reference, tmp_path)
    assert "tide pool" not in str(caught.value)


def test_a_command_runs_once_however_many_threads_ask(tmp_path: Path) -> None:
    secrets = Secrets(tmp_path)
    reference = f"command:sh -c 'echo x >> {tmp_path}/runs; echo tide'"
    with ThreadPoolExecutor(8) as threads:
        values = set(threads.map(secrets.reveal, [reference] * 8))
    assert values == {"tide"}
    assert (tmp_path / "runs").read_text() == "x\n"


def test_the_store_is_opened_once(store: SecretStore) -> None:
    store.set({"a": "tide", "b": "pool"})
    secrets = Secrets(store.root)
    assert secrets.reveal("secret:a") == "tide"
    store.path.unlink()
    assert secrets.reveal("secret:b") == "pool"


def test_what_was_revealed_is_known(store: SecretStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", "wave")
    store.set({"a": "tide", "b": "pool"})
    secrets = Secrets(store.root)
    assert secrets.revealed == frozenset()
    secrets.reveal("secret:a")
    secrets.reveal("env:TOKEN")
    assert secrets.revealed == {"tide", "wave"}
    assert "tide" not in repr(secrets)
