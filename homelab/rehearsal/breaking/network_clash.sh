# A route is added that leads half of a network of containers out of the node, as a VPN's would.
: "${SERVICE:?has no service}"
networks=$(docker inspect --format '{{range .NetworkSettings.Networks}}{{.NetworkID}} {{end}}' "$SERVICE")
subnet=$(docker network inspect --format '{{(index .IPAM.Config 0).Subnet}}' ${networks%% *})
ip route add "${subnet%/*}/25" dev "$(ip -4 route show default | grep -o 'dev [^ ]*' | cut -d ' ' -f 2)"
