import os

# Read from elsewhere, so it is fine here.
ssh_key_password = os.environ.get("NO_SUCH", "") or "-".join(["not", "written", "out"])
