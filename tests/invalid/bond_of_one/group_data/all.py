network = {"provider": "systemd_networkd", "interface": "bond0", "bonds": {"bond0": {"interfaces": ["eth0"]}}}
