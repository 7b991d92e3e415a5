firewall = {"provider": "ufw", "ufw": {"allow": []}}
network = {"provider": ["systemd_networkd", "ifupdown"]}
