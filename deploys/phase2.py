"""Phase 2, Core Services: from hosts to a lab that serves, is watched and backed up."""

from homelab.door import deploy

deploy("container_platform")
deploy("reverse_proxy")
deploy("tls")
deploy("vpn")
deploy("monitoring")
deploy("backup")
deploy("authentication")
