services = {
    "films": {"image": "docker.io/traefik/whoami:v1.11.0", "ports": [8080, "80", "8080:70000", "10.0.0.256:80:80"]},
    "series": {"image": "docker.io/traefik/whoami:v1.11.0", "ports": ["8080:80", "8080:81"]},
}
