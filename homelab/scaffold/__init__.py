"""A new provider's folder: every file that the conformance kit asks for, with words to fill in.

What is the same for both ways to provide (a container, work on the host) is in templates/shared.
"""

from __future__ import annotations

from homelab.scaffold.writing import BLANK, NotWritten, write_provider

__all__ = ["BLANK", "NotWritten", "write_provider"]
