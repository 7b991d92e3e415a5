"""The first message of a WireGuard handshake, and whether an answer to it is one.

Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s, https://www.wireguard.com/protocol/. A server that is greeted
by a key that it knows answers, whatever that key may send; to others it isn't there. So who asks
needs no interface, and changes none.
"""

from __future__ import annotations

import hmac
import os
import time
from base64 import b64decode
from dataclasses import dataclass, field
from hashlib import blake2s

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

__all__ = ["initiation", "is_answer"]

CONSTRUCTION = b"Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s"
IDENTIFIER = b"WireGuard v1 zx2c4 Jason@zx2c4.com"
INITIATION, RESPONSE = (1).to_bytes(4, "little"), (2).to_bytes(4, "little")
SENDER = b"home"
"""The number by which the sender is answered."""
TAI_OFFSET = 2**62 + 10
RESPONSE_LENGTH = 92


@dataclass
class Noise:
    """The state that both sides come to: a chaining key, and a hash of all that was said."""

    chain: bytes = blake2s(CONSTRUCTION).digest()
    said: bytes = field(default=blake2s(blake2s(CONSTRUCTION).digest() + IDENTIFIER).digest())

    def say(self, data: bytes) -> bytes:
        """Take DATA into what was said."""
        self.said = blake2s(self.said + data).digest()
        return data

    def mix(self, secret: bytes) -> bytes:
        """Take SECRET into the chaining key; the key to seal with."""
        root = _mac(self.chain, secret)
        self.chain = _mac(root, b"\x01")
        return _mac(root, self.chain + b"\x02")

    def seal(self, key: bytes, data: bytes) -> bytes:
        """DATA under KEY, bound to all that was said, and said."""
        return self.say(ChaCha20Poly1305(key).encrypt(bytes(12), data, self.said))


def initiation(private: str, server: str) -> bytes:
    """The message by which the owner of PRIVATE greets who has the public key SERVER."""
    own = X25519PrivateKey.from_private_bytes(b64decode(private))
    other = X25519PublicKey.from_public_bytes(b64decode(server))
    ephemeral, noise = X25519PrivateKey.from_private_bytes(os.urandom(32)), Noise()
    noise.say(other.public_bytes_raw())
    message = INITIATION + SENDER + noise.say(ephemeral.public_key().public_bytes_raw())
    noise.mix(message[-32:])
    key = noise.mix(ephemeral.exchange(other))
    message += noise.seal(key, own.public_key().public_bytes_raw())
    key = noise.mix(own.exchange(other))
    seconds, nanoseconds = divmod(time.time_ns(), 10**9)
    now = (TAI_OFFSET + seconds).to_bytes(8, "big") + nanoseconds.to_bytes(4, "big")
    message += noise.seal(key, now)
    label = blake2s(b"mac1----" + other.public_bytes_raw()).digest()
    return message + blake2s(message, key=label, digest_size=16).digest() + bytes(16)


def is_answer(data: bytes) -> bool:
    """Whether DATA answers an initiation."""
    return len(data) == RESPONSE_LENGTH and data[:4] == RESPONSE and data[8:12] == SENDER


def _mac(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, "blake2s")
