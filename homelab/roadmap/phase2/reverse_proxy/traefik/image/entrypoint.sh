#!/bin/sh
# Options and Traefik's own subcommands go to traefik; anything else is a program of its own.
set -e
case "$1" in
    -*) set -- traefik "$@" ;;
    traefik) ;;
    *) if traefik "$1" --help > /dev/null 2>&1; then set -- traefik "$@"; fi ;;
esac
exec "$@"
