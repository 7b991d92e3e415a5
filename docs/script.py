"""Plan, apply and verify a lab: what the commands of those names do."""

import homelab

lab = homelab.load("inventory.py")
for result in lab.plan():
    print(result.host, result.task, result.name, result.outcome)
lab.apply()
assert all(result.outcome == "good" for result in lab.verify())
