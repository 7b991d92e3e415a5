remote_access = {
    "provider": "openssh",
    "admin": {"name": "ada", "keys": ["-----BEGIN OPENSSH PRIVATE KEY-----"]},
}
