web = ["nas"]
edge = ["nas"]
