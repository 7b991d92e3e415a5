"""One way to run a command on a node as root, whoever asks: deploys, checks, discovery.

Own code, and not pyinfra's or testinfra's connectors, because theirs open a connection per
use or wait 40 ms per command (no TCP_NODELAY), and ignore time limits outside gevent.
Nothing here knows what a task is.
"""

from homelab.transport.base import (
    CommandTimeout,
    Completed,
    HostKeyChanged,
    NotAdmitted,
    Transport,
    Unreachable,
)
from homelab.transport.opening import open_transport, open_way
from homelab.transport.ways import Way, ways_in

__all__ = [
    "CommandTimeout",
    "Completed",
    "HostKeyChanged",
    "NotAdmitted",
    "Transport",
    "Unreachable",
    "Way",
    "open_transport",
    "open_way",
    "ways_in",
]
