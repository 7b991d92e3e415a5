size = 4
shape = {"oval": True}
