"""Machines that run containers; Debian 12 brings no Compose that could."""

container_platform = {"provider": "docker"}
