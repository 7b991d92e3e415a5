nodes = ["gateway", "alpha"]
gateway = ["gateway"]
alpha = ["alpha"]
