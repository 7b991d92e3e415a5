services = {
    "films": {"image": "docker.io/traefik/whoami:v1.11.0", "enviroment": {"TZ": "UTC"}, "healthcheck": {"tests": "true", "test": "true"}},
    "series": {"image": "docker.io/traefik/whoami:v1.11.0", "privileged": True, "depends_on": ["films"]},
}
