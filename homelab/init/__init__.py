"""A new lab of a user's own: what is asked, and the files that are written from the answers.

What is the same for every lab (deploys/, checks/) is copied from the example at the top of the
repository, which the package carries along; what differs has a template here.
"""

from __future__ import annotations

from homelab.init.answers import Answers, NewHost
from homelab.init.writing import write_lab

__all__ = ["Answers", "NewHost", "write_lab"]
