host_os = {"provider": "debian"}
network = {"provider": "systemd_networkd", "interface": "eth0", "address": "10.0.1.5/24"}
