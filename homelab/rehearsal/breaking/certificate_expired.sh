# A certificate has ended; the authority couldn't be reached, and the front door waits to try again.
: "${DOOR:?has no front door}" "${AUTHORITY:?has no authority}"
file=$(find "$DOOR_DATA" -name '*.crt' | sort | head -n 1)
: "${file:?keeps no certificate in a file of its own}"
name=$(basename "$file" .crt)
docker stop "$DOOR"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" \
    -not_before 20240101000000Z -not_after 20240401000000Z \
    -addext "subjectAltName=DNS:$name" -keyout "${file%.crt}.key" -out "$file"
iptables -I DOCKER-USER -d "$AUTHORITY" -j REJECT
trap 'iptables -D DOCKER-USER -d "$AUTHORITY" -j REJECT' EXIT
since=$(date +%s)
docker start "$DOOR"
timeout 90 sh -c "until docker logs --since $since $DOOR 2>&1 | grep -q 'will retry'; do sleep 0.5; done"
