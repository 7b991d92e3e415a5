"""The machines of this lab, in pyinfra's own format: a list of hosts is a group.

Here is only where each machine is; what it should have stands in group_data/.
Change the addresses to yours, then run `homelab check`.
"""

homelab = [
    ("gateway", {"ssh_hostname": "10.77.0.11", "network": {"address": "10.77.1.11/24"}}),
    ("alpha", {"ssh_hostname": "10.77.0.12", "network": {"address": "10.77.1.12/24"}}),
    ("beta", {"ssh_hostname": "10.77.0.13", "network": {"address": "10.77.1.13/24"}}),
]

# How each lets homelab in before its first apply, where that isn't root by key.
_by_password = {"password": "secret:first_contact/password"}
root_by_password = (["gateway"], {"remote_access": {"first_contact": _by_password}})
default_user = (["beta"], {"remote_access": {"first_contact": {"user": "debian", **_by_password}}})

# Groups may overlap. Each has its wishes in the file of its name: group_data/gateway.py.
gateway = ["gateway"]
alpha = ["alpha"]
containers = ["gateway", "alpha"]
bookworm = ["beta"]
