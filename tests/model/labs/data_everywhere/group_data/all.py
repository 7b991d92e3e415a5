color = "white"
size = 0
weight = 1
