"""step-ca: an authority of the lab's own, for names that nobody outside has to know."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.fields import refused
from homelab.offers import BackupPath, CertificateAuthority, Offer, OpenPort
from homelab.roadmap.phase2.tls.step_ca.settings import StepCaSettings

__all__ = ["PROVIDER"]


def offers(node: Node[StepCaSettings]) -> Iterator[Offer]:
    """The authority with its port and its memory of what it issued, on the host that runs it."""
    settings, hosts = node.settings, node.lab.addresses()
    if settings.host not in (None, *hosts):
        problem = f"no host of the lab is called {settings.host!r}"
        raise refused(problem, f"name one of {', '.join(hosts)}", at="host")
    if not settings.runs_on(node.name):
        return
    yield CertificateAuthority(
        directory=f"{settings.url(node.address)}/acme/acme/directory",
        domains=tuple(settings.domains),
        challenge=settings.challenge,
        root=settings.root,
        lifetime_hours=settings.days * 24,
    )
    yield OpenPort(settings.port, comment="certificate authority")
    yield BackupPath(volume="data")


PROVIDER = Provider(
    settings=StepCaSettings,
    upstream="https://smallstep.com/docs/step-ca/configuration/",
    offers=offers,
    before=("reverse_proxy",),  # which asks for its certificates as soon as it runs
    systems=("debian-13",),  # Docker, offline
    exempt={"two_hosts_stay_apart": "its certificate and its directory have the host's address"},
)
