"""Reverse proxy: one front door that sends each name to its service."""

from homelab.contract import Task, hours
from homelab.offers import Route

__all__ = ["TASK"]

TASK = Task(
    title="Reverse Proxy Deployment",
    steps=(
        "Deploy Traefik, Nginx Proxy Manager, Caddy, or configure Nginx/HAProxy manually",
        "Configure basic HTTP routing for a test service",
    ),
    estimate=hours(2, 4),
    after=("container_platform",),
    reads=(Route,),
    milestone="Reverse Proxy Routing HTTP",
    checkpoints=(
        "Confirm successful HTTP and HTTPS access to a test service via the reverse proxy",
    ),
)
