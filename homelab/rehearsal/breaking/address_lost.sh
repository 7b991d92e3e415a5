# What keeps the node's addresses is stopped, and the declared one is gone.
: "${INTERFACE:?has no interface with a declared address}"
systemctl stop systemd-networkd.socket systemd-networkd.service
ip address delete "$(ip -4 -o address show dev "$INTERFACE" | awk -v a="$ADDRESS/" 'index($4, a) == 1 {print $4}')" dev "$INTERFACE"
