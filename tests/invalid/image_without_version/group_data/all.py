services = {
    "caddy": {"image": "caddy:2.11.7"},
    "films": {"image": "docker.io/jellyfin/jellyfin"},
    "series": {"image": "docker.io/jellyfin/jellyfin:latest"},
}
