reverse_proxy = {"provider": "caddy"}
services = {
    "whoami": {"image": "docker.io/traefik/whoami:v1.11.0", "route": {"host": "who.lab.example", "port": 80}},
}
