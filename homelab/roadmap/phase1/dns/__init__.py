"""DNS: the lab answers for its own names, so that people need no addresses.

The roadmap has no such task: it asks for DNS within networking and TLS. This one is homelab's own.
"""

from homelab.contract import Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="DNS for the Lab",
    steps=(
        "Answer for the names of the lab's hosts and services",
        "Forward every other name to a resolver outside the lab",
    ),
    estimate=hours(1, 2),
    after=("network",),
    optional=True,
)
