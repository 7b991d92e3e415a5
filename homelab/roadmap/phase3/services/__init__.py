"""Services: the ones a lab is built for, the user's own.

The roadmap has no such task: it stops at platforms. This one is homelab's own, and it stands
on the container platform only, so that nobody waits for Phase 2's exit to run a service.
"""

from homelab.contract import NAMED, Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="Services of Your Own",
    steps=("Deploy the services that people come to the lab for",),
    estimate=hours(1, 4),
    choose=NAMED,
    after=("container_platform",),
    optional=True,
)
