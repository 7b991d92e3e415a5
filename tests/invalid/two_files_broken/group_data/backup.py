firewall = {"allow": [portal]}
