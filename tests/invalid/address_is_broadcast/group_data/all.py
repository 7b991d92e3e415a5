network = {"provider": "systemd_networkd", "interface": "eth0", "address": "10.0.0.255/24"}
