vpn = {"provider": "wireguard", "network": "10.99.0.0/30"}
