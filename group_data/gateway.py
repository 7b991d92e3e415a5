"""What only the gateway has: one more open port, for the machines of the lab alone."""

firewall = {
    "allow": [{"port": 8080, "source": "10.77.1.0/24", "comment": "package cache"}],
}
