# The password on the node isn't the repository's any more.
: "${REPOSITORY:?keeps no copies on a disk of its own}"
echo another >/etc/homelab/backup.password
homelab-backup backup || test $? = 1
