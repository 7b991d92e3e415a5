firewall = {"provider": "ufw"}
