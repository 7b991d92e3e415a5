network = {"provider": "systemd_networkd", "interface": "br0", "bridges": {"br0": {"interfaces": ["eth0"]}, "br1": {"interfaces": ["eth0"]}}}
