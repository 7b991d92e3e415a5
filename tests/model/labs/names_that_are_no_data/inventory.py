homelab = ["nas"]
PORTS = "22, 80"


def helper() -> int:
    return 1
