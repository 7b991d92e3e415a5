_nas = ["nas"]
