homelab = ["nas", "tv"]
media = ["tv"]
backup = ["nas"]
