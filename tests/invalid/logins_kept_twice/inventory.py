homelab = [("nas", {"ssh_hostname": "10.0.0.1"}), ("den", {"ssh_hostname": "10.0.0.2"})]
nas, den = ["nas"], ["den"]
