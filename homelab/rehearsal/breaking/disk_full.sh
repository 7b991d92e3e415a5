# A disk of the node is filled.
mkdir -p /srv/full
mount -t tmpfs -o size=4m tmpfs /srv/full
cat /dev/zero >/srv/full/old-disk.img 2>/dev/null || true
