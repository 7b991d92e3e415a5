"""Manual: set in the firmware's own screens, held against what the system sees."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import HumanTask
from homelab.roadmap.phase1.firmware.manual.settings import ManualSettings

__all__ = ["PROVIDER"]


def offers(node: Node[ManualSettings]) -> Iterator[HumanTask]:
    """What a person is asked to look at."""
    for what in node.settings.attest:
        yield HumanTask(what)


PROVIDER = Provider(
    settings=ManualSettings,
    offers=offers,
    upstream="https://www.nongnu.org/dmidecode/",
    exempt={"can_be_broken": "no command changes what a machine's firmware is set to"},
)
