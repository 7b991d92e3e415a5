network = {"provider": "systemd_networkd", "interface": "lan", "bonds": {"lan": {"interfaces": ["eth0", "eth1"]}}, "bridges": {"lan": {}}}
