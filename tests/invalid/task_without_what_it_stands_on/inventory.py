homelab = ["nas", "tv"]
media = ["tv"]
