"""What only the gateway has: the lab's names, and the front door that they lead to."""

dns = {"provider": "dnsmasq", "domain": "lab.example"}
reverse_proxy = {"provider": "caddy"}

services = {
    "whoami": {
        "image": "docker.io/traefik/whoami:v1.11.0",
        "route": {"host": "whoami.lab.example", "port": 80},
        "mem_limit": "64 MiB",
    },
}

firewall = {
    "allow": [{"port": 8080, "source": "10.77.1.0/24", "comment": "package cache"}],
}
