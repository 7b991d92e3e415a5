# A certificate that somebody signed by hand takes the place of the authority's.
: "${DOOR:?has no front door}"
file=$(find "$DOOR_DATA" -name '*.crt' | sort | head -n 1)
: "${file:?keeps no certificate in a file of its own}"
name=$(basename "$file" .crt)
docker stop "$DOOR"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -subj "/CN=$name" \
    -addext "subjectAltName=DNS:$name" -keyout "${file%.crt}.key" -out "$file"
docker start "$DOOR"
while ! openssl s_client -connect 127.0.0.1:443 -servername "$name" </dev/null; do sleep 0.2; done
