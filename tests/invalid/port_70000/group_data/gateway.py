firewall = {"provider": "ufw", "allow": [{"port": 80}, {"port": 81}, {"port": 70000}]}
