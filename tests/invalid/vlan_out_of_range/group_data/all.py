network = {"provider": "systemd_networkd", "interface": "eth0", "vlans": {"guests": {"id": 4095, "link": "eth0"}}}
