"""The user's own inventory, run on throwaway nodes.

Knows both the lab (which makes nodes) and the model (which knows what they are for). What it
writes is an ordinary inventory, `.homelab/lab/inventory.py`, so that every entrance, pyinfra's
included, works on the rehearsal by being given that file. It never touches the inventory's
own addresses and never needs its secrets.
"""

from homelab.rehearsal.stages import rehearse
from homelab.rehearsal.standing import Rehearsed, up

__all__ = ["Rehearsed", "rehearse", "up"]
