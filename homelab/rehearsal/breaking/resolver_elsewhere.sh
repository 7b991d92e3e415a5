# The node asks a server for names that isn't the declared one, as a DHCP client would set it.
[ -n "${RESOLVER:?asks no declared server for names}" ]
echo 'nameserver 192.0.2.53' >/etc/resolv.conf
