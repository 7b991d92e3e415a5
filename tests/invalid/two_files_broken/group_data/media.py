firewall = {"provider": "ufw", "allow": [{"port": 0}]}
host_os = {"timezone": "UTC"}  # its provider may stand in the file that is broken
