homelab = ["nas", "tv", ("desk", {"host_os": {"hostname": "My Desk"}})]
