services = {
    "films": {"image": "docker.io/traefik/whoami:v1.11.0", "volumes": ["data:/data", "./media:/media", "/media", "data:/d:rw:z"]},
    "series": {"image": "docker.io/traefik/whoami:v1.11.0", "volumes": ["data:/data", "media:/data"]},
}
