"""A service on another machine, whose name leads through the gateway all the same."""

services = {
    "notes": {
        "image": "docker.io/traefik/whoami:v1.11.0",
        "route": {"host": "notes.lab.example", "port": 80, "published": 8081},
        "mem_limit": "64 MiB",
    },
}
