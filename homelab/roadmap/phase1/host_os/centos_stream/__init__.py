"""CentOS Stream: what becomes Red Hat Enterprise Linux, a little earlier."""

from homelab.contract import Provider
from homelab.roadmap.phase1.host_os.centos_stream.settings import CentosStreamSettings
from homelab.roadmap.phase1.host_os.offers import system_offers

__all__ = ["PROVIDER"]

PROVIDER = Provider(
    settings=CentosStreamSettings,
    upstream="https://pykickstart.readthedocs.io/en/latest/kickstart-docs.html",
    offers=system_offers,
    untried="no package registry has CentOS, so it never ran here: what it plans is stored and "
    "compared, and what its installer reads is checked by pykickstart",
)
