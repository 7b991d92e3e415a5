kind = "real"
