host_os = {"provider": "debian"}
network = {"provider": "systemd_networkd", "interface": "eth0"}
remote_access = {
    "provider": "openssh",
    "admin": {"name": "ada", "keys": ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPaK9Nv2x6OhdLijr1G7cZcjKsONLwUCI8td8aO+0H7 ada@laptop"]},
}
dns = {"provider": "dnsmasq", "domain": "lab.example"}
reverse_proxy = {"provider": "caddy"}
container_platform = {"provider": "docker"}
services = {
    "films": {
        "image": "docker.io/jellyfin/jellyfin:10.11.0",
        "route": {"host": "films.example.org", "port": 8096},
    },
    "books": {
        "image": "docker.io/kavita/kavita:0.8.8",
        "route": {"host": "books.lab.example", "port": 5000},
    },
}
