homelab = [("gateway", {"ssh_hostname": "10.0.0.1"}), ("nas", {"ssh_hostname": "10.0.0.5"})]
gateway = ["gateway"]
storage = ["nas"]
