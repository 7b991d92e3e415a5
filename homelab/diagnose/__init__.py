"""Faults by name: what keeps a lab from working, with the evidence and the cure.

A checkpoint says that something doesn't work; a fault says why. One file of `faults/` is one
fault: the sign that a person sees, what a node is asked, and what its answer tells. Nodes are
only asked, never changed. How a rehearsal makes a fault is in `homelab/rehearsal/breaking/`, and
nothing here may know of it.
"""

from homelab.diagnose.asking import DiagnoseFeed, diagnose
from homelab.diagnose.diagnosis import Diagnosis, Named, Unknown

__all__ = ["DiagnoseFeed", "Diagnosis", "Named", "Unknown", "diagnose"]
