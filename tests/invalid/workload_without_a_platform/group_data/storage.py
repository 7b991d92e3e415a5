services = {
    "films": {"image": "docker.io/traefik/whoami:v1.11.0"},
}
