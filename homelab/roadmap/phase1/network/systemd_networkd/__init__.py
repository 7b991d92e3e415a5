"""systemd-networkd: the network manager that comes with systemd."""

from homelab.contract import Provider
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["PROVIDER"]

PROVIDER = Provider(
    settings=SystemdNetworkdSettings,
    upstream="https://www.freedesktop.org/software/systemd/man/latest/systemd.network.html",
    changes_access=True,
)
