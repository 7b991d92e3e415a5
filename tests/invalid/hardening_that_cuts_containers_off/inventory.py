homelab = ["nas", "desk"]
containers = ["nas"]
