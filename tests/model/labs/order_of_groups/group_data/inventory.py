y = "file"
