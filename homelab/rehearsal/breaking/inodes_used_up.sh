# A disk of the node has space left, and no room for another file.
mkdir -p /srv/files
mount -t tmpfs -o size=4m,nr_inodes=64 tmpfs /srv/files
for number in $(seq 64); do : >"/srv/files/$number" || break; done 2>/dev/null
