"""Automation: the house and its chores, run by rules and workflows."""

from homelab.contract import ANY, Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="Automation Platform Deployment",
    steps=(
        "Deploy Home Assistant, n8n, Node-RED, Ansible AWX/Tower",
        "Configure initial integrations or workflows",
    ),
    estimate=hours(4, 10),
    choose=ANY,
    after=("container_platform", "reverse_proxy"),
    milestone="Automation Platform(s) Operational",
    checkpoints=("Validate functionality of deployed automation/AI/data services",),
    optional=True,
)
