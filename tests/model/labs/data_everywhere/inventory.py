homelab = (
    [("nas", {"color": "red", "shape": {"round": True}}), "tv"],
    {"color": "blue", "size": 1},
)
media = ([("tv", {"ssh_port": 23}), "nas"], {"size": 2, "shape": {"flat": True}})
