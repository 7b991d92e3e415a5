"""How an address and a port are written together."""

from __future__ import annotations

__all__ = ["at_port"]


def at_port(address: str, port: int | str) -> str:
    """ADDRESS:PORT, with brackets around an IPv6 address (RFC 3986, section 3.2.2)."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
