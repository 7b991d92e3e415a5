"""Installation media: what machines without a system are installed by.

What a machine is to be, and how its installer is told, stands in host_os and its providers, whose
`installer.py` gives a `Medium`; here those are written and put into one boot menu.
"""

from homelab.media.medium import Boot, Medium

__all__ = ["Boot", "Medium"]
