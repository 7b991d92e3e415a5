"""Authelia: one login page before the lab's names, with second factors."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import BackupPath, LoginKeeper, Metrics, Offer, Route
from homelab.roadmap.phase2.authentication.authelia.settings import AutheliaSettings

__all__ = ["PROVIDER"]

PORT, METRICS_PORT = 9091, 9959
HAS_ITS_DATA = """
history=$(authelia storage migrate history --config /etc/authelia/configuration.yml)
made=$(echo "$history" | awk '$1 == 1 {print $2, $3}')
booted=$(awk '$1 == "btime" {print $2}' /proc/stat)
ticks=$(sed 's/.*) //' /proc/1/stat | cut -d ' ' -f 20)
test "$(date -u -d "$made" +%s)" -lt $((booted + ticks / 100))
"""
"""Its database is older than its process (proc(5)): a lost one would have been made anew."""


def offers(node: Node[AutheliaSettings]) -> Iterator[Offer]:
    """The keeper with its page, its figures, and its memory of second factors and bans."""
    settings = node.settings
    yield LoginKeeper(
        host=settings.page,
        domain=settings.domain,
        asked_at=f"/api/verify?rd=https://{settings.page}/",
        policy=settings.policy,
        groups=settings.groups,
        identity=("Remote-User", "Remote-Groups", "Remote-Name", "Remote-Email"),
        # By the first a visitor would be asked for another name; the second is a password that
        # isn't counted, so that any number could be tried.
        believed=("X-Original-URL", "Proxy-Authorization"),
    )
    yield Route(settings.page, PORT, published=settings.port, path="/api/health")
    yield Metrics(METRICS_PORT)
    yield BackupPath(volume="data", proof=HAS_ITS_DATA)


PROVIDER = Provider(
    settings=AutheliaSettings,
    upstream="https://www.authelia.com/configuration/prologue/introduction/",
    offers=offers,
    systems=("debian-13",),  # Docker, offline
    exempt={"two_hosts_stay_apart": "a lab has one keeper, who knows what all its names ask"},
)
