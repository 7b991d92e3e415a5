host_os = {"sysctls": {"net.ipv4.ip_forward": 0}}
vpn = {"provider": "wireguard"}
