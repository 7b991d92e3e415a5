"""Plain facts that one provider states and others read; nobody names another provider.

An offer says only what every reader understands. Provenance (who offers it, on which host)
is added by the model, in `Offered`. A file here holds the kinds of one subject.
"""

from homelab.offers.access import Access, FirstContact
from homelab.offers.base import Offer, Offered
from homelab.offers.data import BackupPath, Database, NotKept, VolumeStore
from homelab.offers.machine import Disk, Installing, Memory, Nic, Sysctl
from homelab.offers.network import ContainerNetwork, Forward, HostAddress, OpenPort
from homelab.offers.people import HumanTask
from homelab.offers.repositories import GitEntrance, Repository
from homelab.offers.watching import AlertRule, Dashboard, LogFile, Metrics, MetricsStore, Prober
from homelab.offers.web import (
    CertificateAuthority,
    DnsUpdate,
    FrontDoor,
    Login,
    LoginKeeper,
    Route,
    Zone,
)

__all__ = [
    "Access",
    "AlertRule",
    "BackupPath",
    "CertificateAuthority",
    "ContainerNetwork",
    "Dashboard",
    "Database",
    "Disk",
    "DnsUpdate",
    "FirstContact",
    "Forward",
    "FrontDoor",
    "GitEntrance",
    "HostAddress",
    "HumanTask",
    "Installing",
    "LogFile",
    "Login",
    "LoginKeeper",
    "Memory",
    "Metrics",
    "MetricsStore",
    "Nic",
    "NotKept",
    "Offer",
    "Offered",
    "OpenPort",
    "Prober",
    "Repository",
    "Route",
    "Sysctl",
    "VolumeStore",
    "Zone",
]
