import os

ssh_key_password = os.environ.get("KEY_PASSWORD", "")
