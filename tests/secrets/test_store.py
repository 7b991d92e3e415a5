import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from homelab.secrets import SecretError, SecretStore
from homelab.secrets.identity import add_identity, load_identities


def test_what_was_set_is_there(store: SecretStore) -> None:
    store.set({"backup/password": "tide pool"})
    store.set({"vpn/key": "-----BEGIN\nlines\n-----END", "x.y": "ü"})
    assert store.names() == ("backup/password", "vpn/key", "x.y")
    assert store.get("backup/password") == "tide pool"
    assert store.get("x.y") == "ü"
    assert store.get("vpn/key") == "-----BEGIN\nlines\n-----END"


def test_the_file_tells_neither_names_nor_values(store: SecretStore) -> None:
    store.set({"backup/password": "tide pool"})
    assert store.path.read_text().startswith("-----BEGIN AGE ENCRYPTED FILE-----")
    assert b"backup" not in store.path.read_bytes()
    assert b"tide" not in store.path.read_bytes()


def test_a_missing_name_comes_with_the_nearest(store: SecretStore) -> None:
    store.set({"backup/password": "tide pool"})
    with pytest.raises(SecretError, match=r"did you mean secret:backup/password\?"):
        store.get("backup/pasword")
    with pytest.raises(SecretError, match="set it with `homelab secrets set nothing/like/it`"):
        store.get("nothing/like/it")


@pytest.mark.parametrize("name", ["", "/a", "a/", "a b", "ä", "a\n", "../a/$(b)"])
def test_a_name_that_no_reference_could_have_is_refused(store: SecretStore, name: str) -> None:
    with pytest.raises(SecretError, match="can't name a secret"):
        store.set({name: "value"})


def test_an_empty_value_is_refused(store: SecretStore) -> None:
    with pytest.raises(SecretError, match="empty"):
        store.set({"a": ""})


def test_a_store_that_is_not_there_says_how_to_make_it(store: SecretStore) -> None:
    with pytest.raises(SecretError, match="homelab secrets set"):
        store.names()


def test_another_identity_opens_nothing(store: SecretStore, identity: Path) -> None:
    store.set({"a": "tide pool"})
    identity.unlink()
    with pytest.raises(SecretError, match="copy it from the machine that has it"):
        store.names()
    add_identity(identity)
    with pytest.raises(SecretError, match="HOMELAB_IDENTITY"):
        store.names()
    before = store.path.read_bytes()
    with pytest.raises(SecretError, match="no key in"):
        store.set({"b": "value"})
    assert store.path.read_bytes() == before


@pytest.mark.parametrize("keep", [0, 1, 60, -80])
def test_a_damaged_file_is_called_so(store: SecretStore, keep: int) -> None:
    store.set({"a": "tide pool"})
    store.path.write_bytes(store.path.read_bytes()[:keep])
    with pytest.raises(SecretError, match="damaged; restore it"):
        store.names()


def test_a_new_key_takes_the_place_of_the_old(store: SecretStore, identity: Path) -> None:
    store.set({"a": "tide pool"})
    (old,) = load_identities(identity)
    store.renew_key()
    assert store.get("a") == "tide pool"
    new, kept = load_identities(identity)
    assert str(kept) == str(old)
    identity.write_text(f"{old}\n")
    with pytest.raises(SecretError, match="no key in"):
        store.get("a")
    identity.write_text(f"{new}\n")
    assert store.get("a") == "tide pool"


def test_creating_keeps_what_exists(store: SecretStore) -> None:
    store.create({"a": "1"})
    with pytest.raises(SecretError, match="exists already"):
        store.create({"b": "2"})
    assert store.names() == ("a",)


def test_writers_at_the_same_time_lose_nothing(store: SecretStore) -> None:
    store.set({"first": "value"})
    program = (
        "import sys; from pathlib import Path; from homelab.secrets import SecretStore\n"
        "for n in range(5): SecretStore(Path(sys.argv[1])).set({f'{sys.argv[2]}{n}': 'value'})"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(store.root), letter])
        for letter in "abc"
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert len(store.names()) == 16


def test_a_disk_that_is_full_leaves_the_old_file(
    store: SecretStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.set({"a": "tide pool"})
    limited = ["bash", "-c", 'ulimit -f 0; exec "$@"', "-"]
    program = (
        "import sys; from pathlib import Path; from homelab.secrets import SecretStore\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "SecretStore(Path(sys.argv[1])).set({'b': 'value'})"
    )
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    done = subprocess.run(
        [*limited, sys.executable, "-c", program, str(store.root)], capture_output=True, check=False
    )
    assert b"File too large" in done.stderr
    assert store.names() == ("a",)
    assert {path.name for path in store.root.iterdir()} == {".homelab", "secrets.age"}


def test_age_itself_opens_the_file(store: SecretStore, identity: Path) -> None:
    if shutil.which("age") is None:
        pytest.skip("age is not installed here")
    store.set({"a": "tide pool"})
    argv = ["age", "--decrypt", "--identity", str(identity), str(store.path)]
    assert '"tide pool"' in subprocess.run(argv, capture_output=True, text=True, check=True).stdout
