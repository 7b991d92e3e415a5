# The timer that makes copies is switched off.
: "${REPOSITORY:?keeps no copies on a disk of its own}"
systemctl disable --now homelab-backup.timer
