web = ["nas"]
