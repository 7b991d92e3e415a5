"""Settings of step-ca; how long and for whom it issues."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from homelab.fields import Port, SecretRef, Size, Version
from homelab.roadmap.phase2.tls.settings import Pem, TlsSettings

__all__ = ["StepCaSettings"]


class StepCaSettings(TlsSettings):
    """An authority on one host of the lab, trusted by every host that wishes it."""

    version: Version = Field("0.30.2", description="Release to run.")
    host: str | None = Field(
        None,
        description=(
            "The host that runs it, by its name in the inventory, where several wish it; the "
            "others only trust it. By default the one that wishes it."
        ),
    )
    root: Pem = Field(
        description=(
            "Its root in PEM, which `homelab secrets authority` makes: "
            "`Path('root.pem').read_text()`."
        )
    )
    intermediate: SecretRef = Field(
        "secret:tls/intermediate",
        description="The certificate by which it signs, made by the same command.",
    )
    intermediate_key: SecretRef = Field(
        "secret:tls/intermediate_key", description="That certificate's key."
    )
    port: Port = Field(9000, description="Port where it is asked, by proxies and by people.")
    challenge: Literal["http-01", "tls-alpn-01"] = Field(
        "http-01", description="How names are shown to be the lab's: by port 80 or by port 443."
    )
    days: int = Field(
        90,
        ge=7,
        le=90,
        description="Days that a certificate lives; proxies renew it when a third is left.",
    )
    mem_limit: Size = Field(Size(256 * 1024**2), description="Memory it may use at most.")

    def runs_on(self, host: str) -> bool:
        """Whether HOST is the one that runs it."""
        return self.host in (None, host)

    def url(self, address: str) -> str:
        """Where it is asked, by the ADDRESS of its host."""
        return f"https://{f'[{address}]' if ':' in address else address}:{self.port}"
