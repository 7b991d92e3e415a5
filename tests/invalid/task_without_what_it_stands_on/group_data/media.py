network = None
