"""Settings of OpenSSH's server; names and meanings as in sshd_config(5)."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from homelab.fields import AlgorithmName, UserName, refused
from homelab.roadmap.phase1.remote_access.settings import RemoteAccessSettings

__all__ = ["OpensshSettings"]

MaxStartups = Annotated[str, StringConstraints(pattern=r"^[1-9]\d*:(100|[1-9]?\d):[1-9]\d*$")]


class OpensshSettings(RemoteAccessSettings):
    """sshd, hardened: keys only, no root, and the algorithms that ssh-audit finds sound."""

    allow_groups: list[UserName] = Field(
        default_factory=lambda: ["ssh-users"],
        min_length=1,
        description="AllowGroups: members may log in; the admin is put into the first.",
    )
    max_startups: MaxStartups = Field(
        "30:30:100",
        description="MaxStartups: connections before authentication, as start:rate:full.",
    )
    max_auth_tries: int = Field(3, ge=1, le=100, description="MaxAuthTries: tries a connection.")
    login_grace_time: int = Field(
        30, ge=1, le=3600, description="LoginGraceTime: seconds until a login must have succeeded."
    )
    client_alive_interval: int = Field(
        60, ge=0, le=86400, description="ClientAliveInterval: seconds of silence before asking."
    )
    client_alive_count_max: int = Field(
        3, ge=0, le=1000, description="ClientAliveCountMax: questions before giving up."
    )
    allow_tcp_forwarding: bool = Field(
        default=False, description="AllowTcpForwarding: whether it may serve as a jump host."
    )
    ciphers: list[AlgorithmName] = Field(
        default_factory=lambda: [
            "chacha20-poly1305@openssh.com",
            "aes256-gcm@openssh.com",
            "aes128-gcm@openssh.com",
            "aes256-ctr",
            "aes192-ctr",
            "aes128-ctr",
        ],
        min_length=1,
        description="Ciphers, best first.",
    )
    macs: list[AlgorithmName] = Field(
        default_factory=lambda: [
            "hmac-sha2-512-etm@openssh.com",
            "hmac-sha2-256-etm@openssh.com",
            "umac-128-etm@openssh.com",
        ],
        min_length=1,
        description="MACs, best first; only those that encrypt first and then authenticate.",
    )
    kex_algorithms: list[AlgorithmName] = Field(
        default_factory=lambda: [
            "sntrup761x25519-sha512@openssh.com",
            "curve25519-sha256",
            "curve25519-sha256@libssh.org",
            "diffie-hellman-group16-sha512",
            "diffie-hellman-group18-sha512",
        ],
        min_length=1,
        description="KexAlgorithms, best first; every one known to the oldest release in use.",
    )

    @model_validator(mode="after")
    def has_a_full_queue_after_its_start(self) -> Self:
        """MaxStartups begins to refuse before it refuses everybody."""
        start, _, full = (int(number) for number in self.max_startups.split(":"))
        if start > full:
            raise refused(
                f"{self.max_startups!r} starts to refuse after it is full",
                "write start:rate:full with start below full, like '30:30:100'",
                at="max_startups",
            )
        return self
