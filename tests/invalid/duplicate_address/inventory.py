homelab = [
    ("nas", {"ssh_hostname": "10.0.0.5"}),
    ("tv", {"ssh_hostname": "10.0.0.5"}),
]
