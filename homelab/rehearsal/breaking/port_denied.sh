# ufw is told to deny ports, the VPN's among them, above the rule that lets it in.
: "${TUNNEL:?has no VPN}"
ufw insert 1 deny proto udp to any port "$TUNNEL_PORT:$((TUNNEL_PORT + 1))"
