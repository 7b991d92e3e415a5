"""What the script of a fault is told of its node, by name."""

from __future__ import annotations

from urllib.parse import urlsplit

from homelab.model.lab import Lab
from homelab.offers import (
    CertificateAuthority,
    Forward,
    FrontDoor,
    HostAddress,
    Route,
    VolumeStore,
    Zone,
)
from homelab.workload.naming import workload_name

__all__ = ["words"]


def words(lab: Lab, host: str) -> dict[str, str]:
    """Variables for HOST; one that would be empty isn't there."""
    routes = lab.offers(Route, host)
    doors, stores = lab.offers(FrontDoor, host), lab.offers(VolumeStore, host)
    door = workload_name(doors[0].provider) if doors else ""
    forwards, zones = lab.offers(Forward, host), lab.offers(Zone, host)
    asked = [
        str(each)
        for node in lab.nodes("network")
        if node.name == host
        for each in node.settings.dns
    ]
    vpns = [node.settings for node in lab.nodes("vpn") if node.name == host]
    authorities = lab.offers(CertificateAuthority)
    copies = [node.settings for node in lab.nodes("backup") if node.name == host]
    repositories = [each.url for said in copies for each in said.repositories.values()]
    declared = [each.offer for each in lab.offers(HostAddress, host) if each.offer.address]
    found = {
        "INTERFACE": declared[0].interface if declared else "",
        "ADDRESS": (declared[0].address or "") if declared else "",
        "OTHER_ADDRESS": next((a for name, a in lab.addresses().items() if name != host), ""),
        "NAME": next((each.offer.host for each in lab.offers(Route)), ""),
        "SERVICE": workload_name(routes[0].provider) if routes else "",
        "PORT": str(routes[0].offer.node_port) if routes else "",
        "OWN_NAME": routes[0].offer.host if routes else "",
        "DOOR": door,
        "DOOR_DATA": stores[0].offer.folder_of(door, "data") if door and stores else "",
        "ZONE": zones[0].offer.domain if zones else "",
        "RESOLVER": asked[0] if asked else "",
        "TUNNEL": forwards[0].offer.interface if forwards else "",
        "TUNNEL_PORT": str(vpns[0].port) if vpns else "",
        "AUTHORITY": urlsplit(authorities[0].offer.directory).hostname if authorities else "",
        "REPOSITORY": next((url for url in repositories if url.startswith("/")), ""),
    }
    return {key: value for key, value in found.items() if value}
