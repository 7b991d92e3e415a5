firewall = {"provider": "ufw", "allow": [{"port": 80, "source": "10.0.0.5/24"}]}
