network = {"provider": "systemd_networkd", "interface": "eth0", "dns": ["10.0.0.1", "router.lan"]}
