from pathlib import Path

homelab = [("nas", {"ssh_user": Path("nowhere.txt").read_text()})]
