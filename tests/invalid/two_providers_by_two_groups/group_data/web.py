firewall = {"provider": "nftables"}
