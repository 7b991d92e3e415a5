vpn = {"provider": "wireguard", "peers": {"phone": {"address": "10.99.0.1"}}}
