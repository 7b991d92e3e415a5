# The rules that pass on what the tunnel brings are deleted, as another firewall tool would do.
: "${TUNNEL:?has no VPN}"
iptables -S | grep -- "-i $TUNNEL -j ACCEPT" | sed 's/^-A/-D/' | while read -r rule; do
    iptables $rule
done
