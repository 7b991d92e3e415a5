gateway = ["nas"]
