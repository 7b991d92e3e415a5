vpn = {"provider": "wireguard", "network": "10.99.0.0/24", "peers": {"phone": {"address": "10.98.0.2"}}}
