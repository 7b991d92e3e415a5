nodes = ["gateway"]
