remote_access = {
    "provider": "openssh",
    "admin": {
        "name": "ada",
        "keys": ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPaK9Nv2x6OhdLijr1G7cZcjKsONLwUCI8td8aO+0H7 ada"],
    },
}
container_platform = {"provider": "docker"}
hardware = {"provider": "declared", "memory": {"size": "1 GiB"}}
services = {
    "small": {"image": "docker.io/traefik/whoami:v1.11.0", "mem_limit": "256 MiB"},
    "big": {"image": "docker.io/traefik/whoami:v1.11.0", "mem_limit": "1 GiB"},
}
