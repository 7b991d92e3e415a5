homelab = ["nas"]
