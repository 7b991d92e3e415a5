"""WireGuard's keys, made from secrets: the same for everybody who may reveal them.

From a secret and a purpose follow 32 bytes (HKDF with SHA-256, RFC 5869); those of a private key
are clamped as X25519 has it (RFC 7748, section 5), like `wg genkey`.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from functools import partial
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from homelab.contract import Node
from homelab.errors import HomelabError

__all__ = ["preshared_key", "private_key", "public_key"]

SHORTEST = 20
"""Characters of a secret that nobody guesses."""


def private_key(node: Node[Any], reference: str, whose: str) -> str:
    """WHOSE private key, in base64, by the secret behind REFERENCE."""
    return node.derive(reference, partial(_made, reference, f"{whose}, private", is_clamped=True))


def preshared_key(node: Node[Any], reference: str, whose: str) -> str:
    """The key that the node and somebody share besides, in base64."""
    return node.derive(reference, partial(_made, reference, f"{whose}, preshared"))


def public_key(private: str) -> str:
    """The public key of a PRIVATE one, both in base64."""
    key = X25519PrivateKey.from_private_bytes(b64decode(private))
    return b64encode(key.public_key().public_bytes_raw()).decode()


def _made(reference: str, purpose: str, secret: str, *, is_clamped: bool = False) -> str:
    if len(secret) < SHORTEST:
        raise HomelabError(
            f"{reference}: too short to make keys from; use at least {SHORTEST} random characters, "
            "like those of `homelab secrets set NAME --generate`"
        )
    info = f"homelab wireguard: {purpose}".encode()
    key = bytearray(HKDF(SHA256(), 32, salt=None, info=info).derive(secret.encode()))
    if is_clamped:
        key[0] &= 248
        key[31] = key[31] & 127 | 64
    return b64encode(key).decode()
