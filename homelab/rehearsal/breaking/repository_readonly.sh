# The repository's disk is mounted read-only, as the kernel does after an error.
: "${REPOSITORY:?keeps no copies on a disk of its own}"
mount --bind "$REPOSITORY" "$REPOSITORY"
mount -o remount,bind,ro "$REPOSITORY"
