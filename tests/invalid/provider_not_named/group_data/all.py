firewall = {"allow": []}
