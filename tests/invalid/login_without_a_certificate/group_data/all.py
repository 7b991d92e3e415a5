remote_access = {
    "provider": "openssh",
    "admin": {
        "name": "ada",
        "keys": ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPaK9Nv2x6OhdLijr1G7cZcjKsONLwUCI8td8aO+0H7 ada"],
    },
}
container_platform = {"provider": "docker"}
reverse_proxy = {"provider": "caddy"}
tls = {"provider": "acme", "domains": ["lab.example", "other.example"]}
authentication = {
    "provider": "authelia",
    "domain": "lab.example",
    "users": {
        "ada": {
            "displayname": "Ada Lovelace",
            "email": "ada@lab.example",
            "groups": ["family"],
            "password": "secret:users/ada",
        },
    },
}
services = {
    "whoami": {
        "image": "docker.io/traefik/whoami:v1.11.0",
        "route": {"host": "who.lab.example", "port": 80, "is_encrypted": False},
    },
}
