"""Container: a service of your own, said in a few lines of Compose's words."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import BackupPath, Login, Metrics, NotKept, Offer, OpenPort, Route
from homelab.roadmap.phase3.services.container.settings import ContainerSettings

__all__ = ["PROVIDER"]


def offers(node: Node[ContainerSettings]) -> Iterator[Offer]:
    """The name it is called by, and what else is said of it."""
    settings = node.settings
    for port in settings.published():
        if not (port.address or "").startswith("127."):
            yield OpenPort(port.node, port.protocol, comment=node.provider)
    if settings.route is not None:
        route = settings.route
        yield Route(**route.model_dump())
        if settings.login is not None:
            yield Login(route.host, settings.login.policy, tuple(settings.login.groups))
    if settings.metrics is not None:
        is_of_node = settings.network_mode == "host"
        yield Metrics(**settings.metrics.model_dump(), is_of_node=is_of_node)
    for kept in settings.backed_up():
        yield BackupPath(kept.volume, None, kept.before, kept.after, kept.proof)
    for volume, reason in settings.expendable.items():
        yield NotKept(volume, reason)


PROVIDER = Provider(
    settings=ContainerSettings,
    upstream="https://github.com/compose-spec/compose-spec/blob/main/05-services.md",
    offers=offers,
    systems=("debian-13",),  # Docker, offline
)
