ports = [22, 80]
homelab = ("nas", "tv")
media = ["tv", ("nas",), {"name": "desk"}, ("desk", {1: 2})]
