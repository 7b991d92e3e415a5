homelab = [("nas", {"ssh_password": "hunter2"})]
