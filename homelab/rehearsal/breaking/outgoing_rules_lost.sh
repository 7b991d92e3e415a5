# Docker's rules for what leaves the node are deleted, as `nft flush ruleset` would do.
: "${SERVICE:?has no service}"
iptables -t nat -S POSTROUTING | grep MASQUERADE | sed 's/^-A/-D/' | while read -r rule; do
    iptables -t nat $rule
done
