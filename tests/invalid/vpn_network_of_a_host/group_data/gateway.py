network = {"address": "10.0.0.5/24"}
vpn = {"provider": "wireguard", "network": "10.0.0.0/16"}
