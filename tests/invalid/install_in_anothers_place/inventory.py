homelab = ["nas", "pi"]
