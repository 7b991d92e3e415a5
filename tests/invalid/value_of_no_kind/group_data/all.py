host_os = {"provider": "debian", "release": "11", "timezone": "Vienna", "security_upgrades": "perhaps"}
