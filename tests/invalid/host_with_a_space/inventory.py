homelab = ["my nas", ""]
