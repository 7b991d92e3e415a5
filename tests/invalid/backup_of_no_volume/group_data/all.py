services = {
    "films": {
        "image": "docker.io/traefik/whoami:v1.11.0",
        "volumes": ["data:/data", "/srv/media:/media"],
        "backup": [{"volume": "data"}, {"volume": "media"}],
    },
}
