"""What every machine should have. Each name is a task of the roadmap (`homelab roadmap`).

A group's own file says only what differs there: dicts are merged deeply, lists replaced.
"""

hardware = {"provider": "declared", "cpu": {"cores": 1}, "memory": {"size": "512 MiB"}}

# What only you can see is asked: `homelab case todo`.
firmware = {"provider": "manual"}

host_os = {"provider": "debian", "release": "13", "timezone": "Europe/Vienna"}

# The second interface, for the machines among themselves. Each has its address in inventory.py.
# The gateway is asked for names first (dns in gateway.py), a server outside where it is silent.
network = {
    "provider": "systemd_networkd",
    "interface": "eth1",
    "dns": ["10.77.0.11", "9.9.9.9"],
    "search_domains": ["lab.example"],
}

remote_access = {
    "provider": "openssh",
    "port": 2222,
    "admin": {
        "name": "ada",
        # Yours: the line of ~/.ssh/id_ed25519.pub. Nobody has the key that belongs to this one.
        "keys": [
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPaK9Nv2x6OhdLijr1G7cZcjKsONLwUCI8td8aO+0H7 ada",
        ],
        "identity": "~/.ssh/id_ed25519",
    },
    # How the machines let you in today; closed once ada's key has opened the new door.
    "first_contact": {"user": "root", "port": 22},
}

# What remote_access offers is open already; `allow` is for what homelab doesn't know of.
firewall = {"provider": "ufw", "logging": "low"}

# Names in this domain have certificates, which the reverse proxy gets and renews by itself.
tls = {"provider": "acme", "domains": ["lab.example"]}

# The figures of each machine, which the gateway's Prometheus reads.
monitoring = {"node_exporter": {}}

# What the services and /etc hold is copied every night, and restored for a test every week.
# Keep the password elsewhere too: without it the copies are worth nothing.
backup = {"provider": "restic", "password": "secret:backup/password"}

# The same way in for pyinfra's own command line, so that nothing is said twice.
ssh_user = remote_access["admin"]["name"]
ssh_port = remote_access["port"]
ssh_key = remote_access["admin"]["identity"]
ssh_known_hosts_file = ".homelab/known_hosts"
_sudo = True
