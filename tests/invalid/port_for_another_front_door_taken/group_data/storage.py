services = {
    "films": {"image": "docker.io/traefik/whoami:v1.11.0", "ports": ["8080:80"]},
    "series": {"image": "docker.io/traefik/whoami:v1.11.0", "route": {"host": "series.lab.example", "port": 8080}},
}
