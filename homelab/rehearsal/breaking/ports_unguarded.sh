# The chain DOCKER-USER is emptied, as a script that sets up a firewall of its own would do.
: "${SERVICE:?has no service}"
iptables -F DOCKER-USER
