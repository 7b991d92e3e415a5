firewall = {"provider": "ufw", "deny_listening": "some"}
