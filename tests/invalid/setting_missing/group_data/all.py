remote_access = {"provider": "openssh"}
