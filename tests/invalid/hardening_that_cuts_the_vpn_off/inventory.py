homelab = ["gateway", "desk"]
gateway = ["gateway"]
