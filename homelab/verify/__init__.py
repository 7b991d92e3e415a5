"""Does it work? Checkpoints are pytest functions in the roadmap's checks.py files.

pytest runs them, by `homelab verify` (run.py) or by `pytest checks/` (plugin.py), with the
same fixtures and the same outcomes. Only connections.py and backend.py know how a node is
asked; a checkpoint knows a testinfra host, its node and places to look from.
"""

from homelab.verify.run import Verified, VerifyFeed, verify

__all__ = ["Verified", "VerifyFeed", "verify"]
