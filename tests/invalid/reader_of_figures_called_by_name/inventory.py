homelab = ["gateway", "nas"]
gateway = ["gateway"]
storage = ["nas"]
