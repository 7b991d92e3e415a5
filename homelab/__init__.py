"""homelab: the home lab roadmap, run.

    import homelab

    lab = homelab.load("inventory.py")
    lab.apply()

Importing it costs nothing and patches nothing; what is needed is imported when it is called.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from homelab.library import Lab

__all__ = ["load"]


def load(inventory: str | Path) -> Lab:
    """The lab that an inventory file and the group_data beside it wish for.

    Raises InvalidLab, which holds every fault and not only the first.
    """
    from homelab.library import Lab

    return Lab.load(Path(inventory))
