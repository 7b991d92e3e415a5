weight = 2
height = 3
