"""Plain facts that one provider states and others read; nobody names another provider.

An offer says only what every reader understands. Provenance (who offers it, on which host)
is added by the model, in `Offered`. A file here holds the kinds of one subject.
"""

from homelab.offers.access import Access, FirstContact
from homelab.offers.base import Offer, Offered
from homelab.offers.data import BackupPath, Database
from homelab.offers.machine import Memory, Sysctl
from homelab.offers.network import HostAddress, OpenPort
from homelab.offers.watching import AlertRule, Dashboard, LogFile, Metrics
from homelab.offers.web import (
    CertificateAuthority,
    DnsUpdate,
    FrontDoor,
    Login,
    Route,
    Zone,
)

__all__ = [
    "Access",
    "AlertRule",
    "BackupPath",
    "CertificateAuthority",
    "Dashboard",
    "Database",
    "DnsUpdate",
    "FirstContact",
    "FrontDoor",
    "HostAddress",
    "LogFile",
    "Login",
    "Memory",
    "Metrics",
    "Offer",
    "Offered",
    "OpenPort",
    "Route",
    "Sysctl",
    "Zone",
]
