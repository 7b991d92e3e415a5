"""What only the gateway has: the lab's names and front door, the way in, and its watch."""

hardware = {"memory": {"size": "2 GiB"}}

dns = {"provider": "dnsmasq", "domain": "lab.example"}
reverse_proxy = {"provider": "caddy"}

# The lab's own files and their history, for you to clone and push to.
version_control = {"provider": "local"}

# A device of yours is a line; `homelab vpn client phone --qr` shows what its app scans.
vpn = {"provider": "wireguard", "endpoint": "vpn.example.org", "peers": {"phone": {}}}

# Every service is measured, and every name is called as a visitor would.
monitoring = {
    "prometheus": {"route": "prometheus.lab.example"},
    "blackbox_exporter": {},
}

# Every name asks who comes; docs/login.md says how a service lets everybody in.
authentication = {
    "provider": "authelia",
    "domain": "lab.example",
    "users": {
        "ada": {
            "displayname": "Ada",
            "email": "ada@lab.example",
            "password": "secret:users/ada",
        },
    },
}

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
