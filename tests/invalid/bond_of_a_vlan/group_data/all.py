network = {"provider": "systemd_networkd", "interface": "bond0", "bonds": {"bond0": {"interfaces": ["eth0", "v20"]}}, "vlans": {"v20": {"id": 20, "link": "eth1"}}}
