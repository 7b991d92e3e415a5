services = {
    "films": {"image": "docker.io/traefik/whoami:v1.11.0", "environment": {"TZ": "UTC", "DB_PASSWORD": "hunter2"}},
    "series": {"image": "docker.io/traefik/whoami:v1.11.0", "secrets": {"/run/secrets/db": "hunter2"}},
}
