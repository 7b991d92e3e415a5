# A copy is killed in the middle, and its lock stays.
: "${REPOSITORY:?keeps no copies on a disk of its own}"
eval "$(homelab-backup environment)"
(sleep 60 & exec restic backup --stdin --host nobody < <(sleep 60)) &
until ls "$REPOSITORY"/locks/* 2>/dev/null; do sleep 0.1; done
kill -9 $(pidof restic)
