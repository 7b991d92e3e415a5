"""The way into a BMC: whom to trust, the password, and which of its machines is meant."""

from __future__ import annotations

from pathlib import Path

from homelab.contract import Node
from homelab.roadmap.phase1.firmware.redfish.bmc import Bmc
from homelab.roadmap.phase1.firmware.redfish.settings import RedfishSettings
from homelab.roadmap.phase1.firmware.redfish.talking import BmcError, plainly

__all__ = ["bmc_of"]

CONNECT_SECONDS = 10
ANSWER_SECONDS = 60


def bmc_of(node: Node[RedfishSettings]) -> Bmc:
    """The BMC of NODE, entered by its user; raises BmcError."""
    settings, url = node.settings, (node.settings.bmc or "").rstrip("/")
    verify = _trusted(settings.verify, node.lab.root)
    with plainly(url):
        import sushy
        from sushy.auth import BasicAuth  # a session would be one of few, and outlive us
        from sushy.connector import Connector

        connector = Connector(
            url,
            verify=verify,
            server_side_retries=1,
            default_request_timeout=ANSWER_SECONDS,
            connect_timeout=CONNECT_SECONDS,
        )
        entrance = BasicAuth(settings.username, node.reveal(settings.password))
        service = sushy.Sushy(url, auth=entrance, connector=connector)
        paths = service.get_system_collection().members_identities
        system = service.get_system(_chosen(paths, settings.system, url))
    return Bmc(url, service, connector, system)


def _trusted(verify: bool | str, root: Path) -> bool | str:  # noqa: FBT001 - as sushy has it
    if isinstance(verify, bool):
        return verify
    path = root / Path(verify).expanduser()
    if not path.is_file():
        raise BmcError(f"{path}, which `verify` names, isn't there; save the certificate there")
    return str(path)


def _chosen(paths: tuple[str, ...], wished: str | None, url: str) -> str:
    """The path of the WISHED system, or of the only one."""
    names = {path.rstrip("/").rpartition("/")[2]: path for path in paths}
    if wished in names:
        return names[wished]
    if wished is None and len(names) == 1:
        return next(iter(names.values()))
    lacks = f"has no system {wished}" if wished else f"has {len(names)} systems"
    raise BmcError(f"{url} {lacks}; name in `system` one of {', '.join(names)}")
