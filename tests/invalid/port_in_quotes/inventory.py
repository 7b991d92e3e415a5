homelab = [("nas", {"ssh_port": "22"})]
