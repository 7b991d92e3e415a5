# All copies were made a month ago, as far as the node knows.
: "${REPOSITORY:?keeps no copies on a disk of its own}"
month_ago=$(date --utc --date '30 days ago' +%Y-%m-%dT%H:%M:%S+00:00)
sed -i "/\"copies\"/,/}/ s/\"at\": \"[^\"]*\"/\"at\": \"$month_ago\"/" /var/lib/homelab/backup/state.json
