firewall = {"provider": "ufw", "\x1b[31malow\n\udc80": []}
