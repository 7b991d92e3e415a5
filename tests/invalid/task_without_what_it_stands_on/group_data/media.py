remote_access = None
