firewall = {"provider": "uwf"}
