all = ["nas"]
media = ["tv"]
