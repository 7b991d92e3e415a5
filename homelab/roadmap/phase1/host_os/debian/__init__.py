"""Debian: the universal operating system, stable and kept up with security fixes."""

from homelab.contract import Provider
from homelab.roadmap.phase1.host_os.debian.settings import DebianSettings
from homelab.roadmap.phase1.host_os.offers import system_offers

__all__ = ["PROVIDER"]

PROVIDER = Provider(
    settings=DebianSettings,
    upstream="https://www.debian.org/releases/stable/",
    offers=system_offers,
)
