"""How a platform asks programs that answer by HTTP whether they are well."""

from __future__ import annotations

from homelab.workload.model import Healthcheck

__all__ = ["http_get"]


def http_get(port: int, path: str, scheme: str = "http") -> Healthcheck:
    """The program answers PATH on PORT, asked by wget inside; no certificate counts."""
    unchecked = ["--no-check-certificate"] if scheme == "https" else []
    url = f"{scheme}://127.0.0.1:{port}{path}"
    return Healthcheck(test=["wget", "-q", "-O", "/dev/null", *unchecked, url], interval="10s")
