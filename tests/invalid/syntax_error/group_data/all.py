host_os = {"provider": "debian"

firewall = {"provider": "ufw"}
