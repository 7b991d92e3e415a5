"""What is installed by itself goes onto a disk that is declared, and fits there.

Machines whose disks aren't declared are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import Disk, Installing

__all__ = ["faults"]

GB = 1000**3


def faults(draft: Draft) -> Iterator[Fault]:
    """Installations onto another disk than those declared, or one that is too small."""
    for offered in draft.lab.offers(Installing):
        install = offered.offer
        disks = {d.offer.name: d.offer.size for d in draft.lab.offers(Disk, offered.host)}
        if not disks:
            continue
        size = disks.get(install.disk)
        if install.disk not in disks:
            problem = f"{offered.host} has no disk {install.disk}, but {', '.join(disks)}"
            cure = "choose one of those, or declare it in hardware"
        elif size is not None and size < install.space:
            needs = f"{install.space / GB:.4g} GB, boot partitions included"
            problem = f"the volumes need {needs}, and {install.disk} has {size / GB:.4g} GB"
            cure = "lower their sizes, or choose another disk"
        else:
            continue
        yield draft.fault(offered, problem, cure, at=("install", "disk"))
