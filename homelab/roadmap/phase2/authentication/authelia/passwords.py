"""A user's password as Authelia keeps it: its hash by Argon2id (RFC 9106), which tells nobody."""

from __future__ import annotations

import hashlib
from functools import partial

from homelab.contract import Node
from homelab.roadmap.phase2.authentication.authelia.settings import AutheliaSettings

__all__ = ["hashed"]


def hashed(node: Node[AutheliaSettings], user: str) -> str:
    """The hash of USER's password in PHC's string format, with upstream's iterations and memory.

    Its salt follows from whose password it is, so that a second apply changes nothing; it doesn't
    follow from the password, which by a salt could be guessed a million times faster.
    """
    whose = f"homelab authelia: {user} in {node.settings.domain}"
    salt = hashlib.sha256(whose.encode()).digest()[:16]
    return node.derive(node.settings.users[user].password, partial(_hashed, salt))


def _hashed(salt: bytes, password: str) -> str:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    # One lane, as OpenSSL's own threads deadlock where two of ours derive by several at once.
    argon2 = Argon2id(salt=salt, length=32, iterations=3, lanes=1, memory_cost=64 * 1024)
    return argon2.derive_phc_encoded(password.encode())
