"""A case as CMMN 1.1's exchange format has it: written with its diagram, and read back."""

from homelab.cmmn.xml.reading import Unreadable, read
from homelab.cmmn.xml.writing import written

__all__ = ["Unreadable", "read", "written"]
