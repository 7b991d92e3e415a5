all = ([("tv", {"ssh_port": 23}), "nas", "nas"], {"weight": 1})  # noqa: A001 - pyinfra's own name
media = ["tv", "tv"]
