y = "c"
z = 0
