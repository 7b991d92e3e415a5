firewall = {"provider": "ufw"
