# The node forgets the lab's own authority, as when its certificates are installed anew.
rm -f /usr/local/share/ca-certificates/homelab-*.crt
update-ca-certificates --fresh
