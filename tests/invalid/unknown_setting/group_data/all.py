firewall = {"provider": "ufw", "alow": []}
