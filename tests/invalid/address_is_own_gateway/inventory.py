homelab = [("nas", {"network": {"address": "10.0.0.1/24"}})]
