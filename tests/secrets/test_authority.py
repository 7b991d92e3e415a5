"""An authority of one's own is what others' programs accept, and its root outlasts renewals."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

from cryptography import x509

from homelab.secrets.authority import INTERMEDIATE, INTERMEDIATE_KEY, ROOT, ROOT_KEY, certified


def test_openssl_takes_the_chain(tmp_path: Path) -> None:
    made = certified({})
    assert openssl_verifies(tmp_path, made[ROOT], made[INTERMEDIATE])
    assert not openssl_verifies(tmp_path, certified({})[ROOT], made[INTERMEDIATE])


def test_made_again_the_root_stays_and_the_intermediate_is_new(tmp_path: Path) -> None:
    before = certified({})
    after = certified(before)
    assert {name for name in before if before[name] == after[name]} == {ROOT, ROOT_KEY}
    assert openssl_verifies(tmp_path, before[ROOT], after[INTERMEDIATE])


def test_a_key_belongs_to_its_certificate(tmp_path: Path) -> None:
    made = certified({})
    for certificate, key in ((ROOT, ROOT_KEY), (INTERMEDIATE, INTERMEDIATE_KEY)):
        assert public(tmp_path, ["x509", "-pubkey", "-noout"], made[certificate]) == public(
            tmp_path, ["pkey", "-pubout"], made[key]
        )


def test_the_intermediate_signs_no_further_authority_and_ends_before_the_root() -> None:
    made = certified({})
    root, intermediate = (
        x509.load_pem_x509_certificate(made[name].encode()) for name in (ROOT, INTERMEDIATE)
    )
    said = intermediate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (said.critical, said.value.path_length) == (True, 0)
    assert root.not_valid_after_utc - intermediate.not_valid_after_utc > timedelta(days=365)


def openssl_verifies(folder: Path, root: str, intermediate: str) -> bool:
    """Whether openssl finds nothing wrong with a chain, by the strict reading of RFC 5280."""
    for name, text in (("root", root), ("intermediate", intermediate)):
        (folder / f"{name}.pem").write_text(text)
    files = ["-CAfile", str(folder / "root.pem"), str(folder / "intermediate.pem")]
    words = ["openssl", "verify", "-x509_strict", "-no-CApath", *files]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def public(folder: Path, words: list[str], text: str) -> str:
    """The public key that openssl finds in TEXT."""
    (folder / "text.pem").write_text(text)
    asked = ["openssl", *words, "-in", str(folder / "text.pem")]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout
