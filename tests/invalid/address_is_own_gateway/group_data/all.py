network = {"provider": "systemd_networkd", "interface": "eth0", "gateway": "10.0.0.1"}
