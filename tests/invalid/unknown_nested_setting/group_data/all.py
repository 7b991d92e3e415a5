firewall = {
    "provider": "ufw",
    "allow": [{"port": 80}, {"prot": "udp", "port": 81}],
}
