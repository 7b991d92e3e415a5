firewall = {"provider": "ufw"}
firewall["allow"] = firewall
