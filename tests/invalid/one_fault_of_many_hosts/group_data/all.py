host_os = {"provider": "debian", "locale": "german"}
