services = {
    "far": {"image": "docker.io/traefik/whoami:v1.11.0", "route": {"host": "far.lab.example", "port": 80}},
}
