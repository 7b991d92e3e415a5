homelab = ["nas", "10.0.0.6"]
_spare = ["old"]
nothing: list[str] = []
