network = {
    "provider": "systemd_networkd",
    "interface": "eth0",
    "address": "10.0.0.5/24",
    "gateway": "10.0.1.1",
}
