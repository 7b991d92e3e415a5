firewall = {"allow": [{"port": 0}]}
