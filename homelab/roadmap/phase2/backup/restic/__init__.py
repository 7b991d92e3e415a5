"""restic: encrypted copies without duplicates, on a disk, over SFTP, S3 or a rest-server."""

from homelab.contract import Provider
from homelab.roadmap.phase2.backup.restic.settings import ResticSettings

__all__ = ["PROVIDER"]

PROVIDER = Provider(
    settings=ResticSettings,
    upstream="https://restic.readthedocs.io/en/stable/",
)
