"""Phase 1, Initial Setup: from a bare machine to hardened SSH behind a firewall."""

from homelab.door import deploy

deploy("hardware")
deploy("firmware")
deploy("host_os")
deploy("network")
deploy("dns")
deploy("remote_access")
deploy("firewall")
deploy("version_control")
