x = "b"
y = "b"
