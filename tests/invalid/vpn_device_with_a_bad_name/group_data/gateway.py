vpn = {"provider": "wireguard", "peers": {"Ada's phone": {}}}
