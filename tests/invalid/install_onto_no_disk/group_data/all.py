hardware = {"provider": "declared", "disks": [{"name": "nvme0n1", "size": "200 GB"}]}
host_os = {
    "provider": "debian",
    "install": {"disk": "/dev/sda", "volumes": [{"path": "/srv", "size": "30 GB"}]},
}
remote_access = {
    "provider": "openssh",
    "admin": {
        "name": "ada",
        "keys": [
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPaK9Nv2x6OhdLijr1G7cZcjKsONLwUCI8td8aO+0H7 ada"
        ],
    },
}
