# A service that has much to do may use a fiftieth of a processor.
: "${SERVICE:?has no service}"
for name in $(docker stats --no-stream --format '{{.MemUsage}} {{.Name}}' | sort -hr | grep -o '[^ ]*$'); do
    docker exec "$name" sh -c : && break
done
docker exec --detach "$name" sh -c 'while :; do :; done'
docker update --cpus 0.02 "$name"
