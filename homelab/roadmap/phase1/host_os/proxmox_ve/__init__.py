"""Proxmox VE: Debian with virtual machines, containers and a page to manage them."""

from homelab.contract import Provider
from homelab.roadmap.phase1.host_os.offers import system_offers
from homelab.roadmap.phase1.host_os.proxmox_ve.settings import ProxmoxVeSettings

__all__ = ["PROVIDER"]

PROVIDER = Provider(
    settings=ProxmoxVeSettings,
    upstream="https://pve.proxmox.com/wiki/Automated_Installation",
    offers=system_offers,
    untried="no package registry has Proxmox VE, so it never ran here: what it plans is stored and "
    "compared, and what its installer reads is checked by the keys that upstream documents",
)
