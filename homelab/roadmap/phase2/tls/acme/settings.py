"""Settings of an ACME authority (RFC 8555), and of how names are shown to be the lab's."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from homelab.contract import Settings
from homelab.fields import SecretRef, refused
from homelab.roadmap.phase2.tls.settings import Pem, TlsSettings

__all__ = ["AcmeSettings", "Rfc2136"]

LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory"
Directory = Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^\s@]+@[^\s@]+\.[^\s@]+$")]
Server = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.:-]+:\d{1,5}$")]


class Rfc2136(Settings):
    """A name server that takes signed updates."""

    server: Server = Field(description="Where it takes them, like 'ns1.example.org:53'.")
    tsig_name: str = Field(min_length=1, description="Name of the key that signs them.")
    tsig_secret: SecretRef = Field(description="The key's secret, in base64.")
    tsig_algorithm: Literal["hmac-sha256", "hmac-sha512"] = Field(
        "hmac-sha256", description="The key's algorithm."
    )


class AcmeSettings(TlsSettings):
    """Certificates that the reverse proxy has issued and renewed by itself."""

    directory: Directory = Field(
        LETS_ENCRYPT, description="The authority's directory; Let's Encrypt's by default."
    )
    email: Email | None = Field(
        None, description="Where the authority writes to; it isn't shown to anybody else."
    )
    challenge: Literal["http-01", "tls-alpn-01", "dns-01"] = Field(
        "http-01",
        description=(
            "How names are shown to be yours: by port 80 or by port 443, which the authority must "
            "reach, or by DNS, which also works for names that nobody outside can call."
        ),
    )
    dns_update: Rfc2136 | None = Field(
        None,
        description=(
            "Where dns-01 writes its records. It waits until all of the zone's name servers have "
            "them, and so must find those by name: where the lab's own DNS answers for the same "
            "domain, give it their addresses as `records`."
        ),
    )
    lifetime_hours: int = Field(
        90 * 24,
        ge=1,
        description=(
            "How long its certificates live: where it is less than 90 days, a reverse proxy must "
            "know to renew in time."
        ),
    )
    root: Pem | None = Field(
        None,
        description=(
            "The authority's root in PEM, for one of your own, like "
            "`Path('root.pem').read_text()`; none for one that machines trust by themselves."
        ),
    )

    @model_validator(mode="after")
    def can_show_its_names(self) -> Self:
        """dns-01 has a server to write to, and nothing else has one."""
        if (self.challenge == "dns-01") != (self.dns_update is not None):
            if self.dns_update is None:
                problem, cure = "dns-01 has no name server to write to", "give `dns_update`"
                raise refused(problem, cure, at="challenge")
            problem = f"{self.challenge} writes no records"
            raise refused(problem, "remove it, or choose 'dns-01'", at="dns_update")
        return self
