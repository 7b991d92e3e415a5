vpn = {"provider": "wireguard", "secret": "c2VjcmV0", "peers": {"phone": {"secret": "hunter2hunter2"}}}
