firewall = {"provider": "ufw", "\x1b[31malow\n": []}
hardware = {"provider": "declared", "\udc80": 1}
