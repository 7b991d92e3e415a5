"""Media are made for a machine without a system."""

from support.media import made

__all__ = ["made"]
