"""Ubuntu: Debian's sibling with long-term support, as a server."""

from homelab.contract import Provider
from homelab.roadmap.phase1.host_os.offers import system_offers
from homelab.roadmap.phase1.host_os.ubuntu.settings import UbuntuSettings

__all__ = ["PROVIDER"]

PROVIDER = Provider(
    settings=UbuntuSettings,
    upstream="https://canonical-subiquity.readthedocs-hosted.com/en/latest/reference/"
    "autoinstall-reference.html",
    offers=system_offers,
    untried="no package registry has Ubuntu, so it never ran here: what it plans is stored and "
    "compared, and what its installer reads is checked by the keys that upstream documents",
)
