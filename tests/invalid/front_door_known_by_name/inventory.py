nodes = [("gateway", {"ssh_hostname": "gateway.lan"}), ("alpha", {"ssh_hostname": "10.0.0.12"})]
alpha = ["alpha"]
gateway = ["gateway"]
