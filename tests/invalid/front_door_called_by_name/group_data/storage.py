services = {
    "films": {"image": "docker.io/traefik/whoami:v1.11.0", "route": {"host": "films.lab.example", "port": 80}},
}
