"""Passwords as /etc/shadow has them."""

from __future__ import annotations

import subprocess

from homelab.errors import HomelabError

__all__ = ["NotHashed", "sha512_crypt"]


class NotHashed(HomelabError):
    """The controller can't hash a password."""


def sha512_crypt(password: str) -> str:
    """PASSWORD hashed by SHA-512 with a salt of its own (crypt(5)); raises NotHashed."""
    try:
        # By standard input: a program's arguments can be read by every user of the machine.
        done = subprocess.run(
            ["openssl", "passwd", "-6", "-stdin"],
            input=f"{password}\n",
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        raise NotHashed(
            "a password can't be hashed, as `openssl passwd -6` doesn't work on this machine; "
            "install OpenSSL"
        ) from None
    return done.stdout.strip()
