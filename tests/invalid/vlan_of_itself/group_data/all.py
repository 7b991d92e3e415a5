network = {"provider": "systemd_networkd", "interface": "eth0", "vlans": {"guests": {"id": 20, "link": "guests"}}}
