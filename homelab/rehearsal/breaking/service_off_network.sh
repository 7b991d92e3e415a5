# A service is taken out of its network.
: "${DOOR:?has no front door}" "${SERVICE:?has no service}"
for network in $(docker inspect --format '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}' "$SERVICE"); do
    docker network disconnect "$network" "$SERVICE"
done
