host_os = {"provider": "debian", "mounts": {"/usr": {"device": "/dev/sdb"}}}
remote_access = {
    "provider": "openssh",
    "admin": {
        "name": "ada",
        "keys": [
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPaK9Nv2x6OhdLijr1G7cZcjKsONLwUCI8td8aO+0H7 ada"
        ],
    },
}
