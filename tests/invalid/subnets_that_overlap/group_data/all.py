network = {"provider": "systemd_networkd", "interface": "eth0", "address": "10.0.0.5/16", "vlans": {"eth0.20": {"id": 20, "link": "eth0", "address": "10.0.20.5/24"}}}
