network = {"provider": "systemd_networkd", "interface": "eth0", "bridges": {"br0": {"interfaces": ["eth0"]}}}
