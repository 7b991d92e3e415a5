reverse_proxy = {"provider": "caddy"}
