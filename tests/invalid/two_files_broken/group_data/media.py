firewall = {"provider": "ufw", "allow": [{"port": 0}]}
