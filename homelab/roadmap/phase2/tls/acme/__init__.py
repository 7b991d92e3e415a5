"""ACME: certificates from Let's Encrypt or any other authority that speaks its protocol."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import CertificateAuthority, DnsUpdate
from homelab.roadmap.phase2.tls.acme.settings import AcmeSettings

__all__ = ["PROVIDER"]


def offers(node: Node[AcmeSettings]) -> Iterator[CertificateAuthority]:
    """The authority, to whoever has names to be certified."""
    settings, update = node.settings, node.settings.dns_update
    yield CertificateAuthority(
        directory=settings.directory,
        domains=tuple(settings.domains),
        email=settings.email,
        challenge=settings.challenge,
        root=settings.root,
        dns_update=DnsUpdate(
            update.server, update.tsig_name, update.tsig_secret, update.tsig_algorithm
        )
        if update
        else None,
        lifetime_hours=settings.lifetime_hours,
    )


PROVIDER = Provider(
    settings=AcmeSettings,
    upstream="https://letsencrypt.org/docs/",
    offers=offers,
    systems=("debian-13",),  # the proxies that use it need Docker, offline
    exempt={
        "examples_plan_an_operation": "machines trust a public authority by themselves",
    },
)
