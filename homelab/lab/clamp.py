"""Whether this machine's dockerd needs the clamp that nodes have before their runc too."""

import re
import shutil
from pathlib import Path

from homelab.lab.images.recipe import CONTEXT

CAP_SYS_RESOURCE = 24


def needs_clamp(status: str) -> bool:
    """The process whose /proc/PID/status this is lacks CAP_SYS_RESOURCE (capabilities(7))."""
    effective = re.search(r"^CapEff:\s*([0-9a-f]+)$", status, re.MULTILINE)
    return effective is not None and not int(effective[1], 16) >> CAP_SYS_RESOURCE & 1


def write_clamp(folder: Path) -> Path:
    """A copy in `folder`, so that dockerd outlives the checkout it was started from."""
    program = folder / "runc-clamped"
    shutil.copyfile(CONTEXT / "runc", program)
    program.chmod(0o755)
    return program
