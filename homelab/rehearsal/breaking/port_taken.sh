# Another web server was started first, so the front door can't have its port.
: "${DOOR:?has no front door}"
docker stop "$DOOR"
systemd-run --quiet --unit=other-web perl -e '
    use Socket; socket(S, AF_INET, SOCK_STREAM, 0); setsockopt(S, SOL_SOCKET, SO_REUSEADDR, 1);
    bind(S, pack_sockaddr_in(80, INADDR_ANY)) or die; listen(S, 9); close C while accept(C, S)'
until ss -Hltn 'sport = :80' | grep -q .; do sleep 0.1; done
! docker start "$DOOR"
