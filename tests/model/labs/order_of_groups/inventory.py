b = ["nas"]
a = ["nas", "tv"]
c = [("nas", {"z": 1})]
