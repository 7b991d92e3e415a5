nodes = ["gateway", "alpha"]
alpha = ["alpha"]
gateway = ["gateway"]
