"""What a provider's workload is called, by Docker, by Kubernetes and in their DNS."""

from __future__ import annotations

__all__ = ["workload_name"]


def workload_name(provider: str) -> str:
    """The name of the workload of PROVIDER, fit for DNS (RFC 1123)."""
    return provider.replace("_", "-")
